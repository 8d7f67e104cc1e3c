import { ConfigError } from '../lib/core/errors';

const longest = 200;

/** A name as it is kept. @throws {ConfigError} for an empty one or more than 200 characters */
export function givenName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > longest) {
    throw new ConfigError(`A name has 1 to ${longest} characters, not ${trimmed.length}.`, 'name');
  }
  return trimmed;
}
