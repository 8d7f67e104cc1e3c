import * as z from 'zod/mini';
import { parseConfig } from './parse-config';

type Fields = Readonly<Record<string, unknown>>;

/** What stands for a value that has to be parsed whole, as only that tells what is wrong with it. */
const unknown = Symbol('to be parsed whole');

/**
 * Parses one value after another by one schema. What is given as the same object or plain value as the time before is
 * not parsed again, however deep it lies: each field is parsed by itself.
 */
export class RepeatedParser<S extends z.ZodMiniType> {
  private before: { readonly input: unknown; readonly parsed: z.output<S> } | null = null;

  /** @param name of the value in messages */
  constructor(
    private readonly schema: S,
    private readonly name = '',
  ) {}

  /** @param input not changed as long as this is used @throws {ConfigError} as `parseConfig` */
  parse(input: unknown): z.output<S> {
    const renewed =
      this.before === null
        ? unknown
        : again(this.schema, input, this.before.input, this.before.parsed);
    const parsed =
      renewed === unknown ? parseConfig(this.schema, input, this.name) : (renewed as z.output<S>);
    this.before = { input, parsed };
    return parsed;
  }
}

/** The parsed value of `input`, where `before` gave `parsed`. */
function again(schema: z.core.$ZodType, input: unknown, before: unknown, parsed: unknown): unknown {
  if (Object.is(input, before)) return parsed;
  if (isFields(input) && isFields(before) && isFields(parsed) && !hasOwnChecks(schema)) {
    if (schema instanceof z.ZodMiniDefault) {
      return again(schema.def.innerType, input, before, parsed);
    }
    if (schema instanceof z.ZodMiniObject) {
      const shape = schema.def.shape as Readonly<Record<string, z.core.$ZodType>>;
      return fieldsAgain((key) => shape[key], input, before, parsed);
    }
    if (schema instanceof z.ZodMiniRecord) {
      return fieldsAgain(() => schema.def.valueType, input, before, parsed);
    }
  }
  const whole = z.core.safeParse(schema, input);
  return whole.success ? whole.data : unknown;
}

/** Fields that are the same ones as before: another set of them may be refused. */
function fieldsAgain(
  schemaOf: (key: string) => z.core.$ZodType | undefined,
  input: Fields,
  before: Fields,
  parsed: Fields,
): unknown {
  if (!sameKeys(input, before)) return unknown;
  const renewed: Record<string, unknown> = { ...parsed };
  for (const key in input) {
    // Zero and minus zero are two values.
    if (Object.is(input[key], before[key])) continue;
    const schema = schemaOf(key);
    // A field the schema doesn't know is left out, or refused, by the whole.
    if (schema === undefined) return unknown;
    const value = again(schema, input[key], before[key], parsed[key]);
    if (value === unknown) return unknown;
    renewed[key] = value;
  }
  return renewed;
}

function sameKeys(a: Fields, b: Fields): boolean {
  let more = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key)) return false;
    more++;
  }
  for (const _key in b) more--;
  return more === 0;
}

/** A check on the whole of an object looks at fields that did not change, too. */
const hasOwnChecks = (schema: z.core.$ZodType): boolean =>
  (schema._zod.def.checks?.length ?? 0) > 0;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
