import { ConfigError } from './errors';

/**
 * JSON with sorted keys and no white space; numbers as `String(x)`, −0 as 0.
 * Throws {@link ConfigError} on NaN, infinities and values JSON can't hold, so that equal configs have equal texts.
 */
export function canonicalJson(value: unknown, path = '$'): string {
  const text = written(value);
  if (text === null) throw refusal(value, path)!;
  return text;
}

/** null where something in it can't be written: what and where is looked for only then. */
function written(value: unknown): string | null {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value === 0 ? 0 : value) : null;
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writtenList(value) : writtenRecord(value as Values);
    default:
      return null;
  }
}

type Values = Readonly<Record<string, unknown>>;

function writtenList(list: readonly unknown[]): string | null {
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    const item = written(list[i]);
    if (item === null) return null;
    text += i === 0 ? item : `,${item}`;
  }
  return `${text}]`;
}

function writtenRecord(record: Values): string | null {
  let text = '{';
  for (const key of sortedKeys(record)) {
    const value = record[key];
    if (value === undefined) continue;
    const item = written(value);
    if (item === null) return null;
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(key)}:${item}`;
  }
  return `${text}}`;
}

/** Sorting is most of the work where there are few keys, and often they stand in their order already. */
function sortedKeys(record: Values): string[] {
  const keys = Object.keys(record);
  for (let k = 1; k < keys.length; k++) {
    if (keys[k - 1]! > keys[k]!) return keys.sort();
  }
  return keys;
}

/** The first value that can't be written, in the order of writing. */
function refusal(value: unknown, path: string): ConfigError | null {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return new ConfigError(`${path} is not a finite number`, path);
  }
  if (Array.isArray(value)) return first(value.map((item, i) => refusal(item, `${path}[${i}]`)));
  if (typeof value === 'object' && value !== null) {
    const record = value as Values;
    const keys = sortedKeys(record).filter((key) => record[key] !== undefined);
    return first(keys.map((key) => refusal(record[key], `${path}.${key}`)));
  }
  if (['bigint', 'function', 'symbol', 'undefined'].includes(typeof value)) {
    return new ConfigError(`${path} can't be written as JSON (${typeof value})`, path);
  }
  return null;
}

const first = (refusals: readonly (ConfigError | null)[]): ConfigError | null =>
  refusals.find((refusal) => refusal !== null) ?? null;
