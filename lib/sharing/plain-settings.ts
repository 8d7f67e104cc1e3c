import { LinkError } from './link-error';

const deepest = 8;

/** Refuses nesting no run needs, infinite numbers, and keys that mean something to JavaScript, before anything walks the value. */
export function assertPlainSettings(value: unknown, depth = 0): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new LinkError('The link holds a number that is not finite.', 'content');
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= deepest) {
    throw new LinkError('The link is nested deeper than any run is.', 'content');
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw new LinkError(`The link has a setting named “${key}”, which none is.`, 'content');
    }
    assertPlainSettings((value as Record<string, unknown>)[key], depth + 1);
  }
}

/**
 * Refuses settings that parsing left out or changed: a run without them would be another run.
 * @throws {LinkError} naming the first
 */
export function assertSameSettings(parsed: unknown, given: unknown, path: string): void {
  if (typeof given === 'object' && given !== null) {
    if (typeof parsed === 'object' && parsed !== null) {
      for (const key of Object.keys(given)) {
        const inner = `${path}.${key}`;
        if (!Object.hasOwn(parsed, key)) {
          throw new LinkError(
            `The link has a setting “${inner}” this version doesn't know. It was made by a newer version or altered.`,
            'content',
            inner,
          );
        }
        const at = key as keyof typeof given;
        assertSameSettings(parsed[at], given[at], inner);
      }
      return;
    }
  }
  if (parsed !== given) {
    throw new LinkError(`The link's setting “${path}” can't be read.`, 'content', path);
  }
}
