import * as z from 'zod/mini';
import { ConfigError } from './errors';

type Issue = z.core.$ZodIssue;

/** What zod writes where a check has no words of its own. */
const unsaid = 'Invalid input';

/**
 * Parses a value by a schema, defaults filled in.
 * @throws {ConfigError} naming the first wrong field and what it accepts
 */
export function parseConfig<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  name = '',
): z.output<S> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = [name, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  const known = schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];
  throw new ConfigError(`${field || 'The config'} ${expectation(issue, value, known)}`, field, {
    cause: parsed.error,
  });
}

function expectation(issue: Issue, root: unknown, known: readonly string[]): string {
  const found = foundText(root, issue.path);
  switch (issue.code) {
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}, not ${found}.`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}, not ${found}.`;
    case 'invalid_type':
      return `must be ${typeText(issue.expected)}, not ${found}.`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}, not ${found}.`;
    case 'unrecognized_keys': {
      const names = known.join(', ');
      return `has no setting ${issue.keys.join(', ')}${names === '' ? '' : `; it has ${names}`}.`;
    }
    case 'custom':
      return issue.message === unsaid ? `can't be ${found}.` : `${issue.message}.`;
    default:
      return `can't be ${found}.`;
  }
}

function typeText(expected: string): string {
  if (expected === 'int') return 'a whole number';
  if (expected === 'boolean') return 'true or false';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function foundText(root: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = root;
  for (const key of path) {
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  }
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  return `“${String(value)}”`;
}
