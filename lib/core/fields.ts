import * as z from 'zod/mini';

/** What a form, a help text, a URL or an optimiser needs to know of one setting. */
export interface FieldMeta {
  readonly label: string;
  /** One line in plain words. */
  readonly help: string;
  /** Shown behind the number: `bars`, `bps`, `%`. */
  readonly unit?: string;
  /** Stored value × displayScale = shown value (0.01 shown as 1 % has 100). */
  readonly displayScale?: number;
  readonly step?: number;
  /** A number that names rather than counts, as a year or a seed does: written without grouping. */
  readonly isOrdinal?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Plain names of the options of a choice. */
  readonly options?: Readonly<Record<string, string>>;
  readonly control: 'integer' | 'number' | 'choice' | 'switch' | 'model';
}

/** One setting of a config object, as read from its schema. */
export interface FieldDescriptor extends FieldMeta {
  readonly key: string;
  readonly defaultValue: unknown;
}

const metas = z.registry<FieldMeta>();

type NumberOptions = {
  label: string;
  help: string;
  min: number;
  max: number;
  default: number;
  unit?: string;
  step?: number;
  displayScale?: number;
  isOrdinal?: boolean;
};

/** A whole number with inclusive bounds. */
export function integerField(o: NumberOptions) {
  const { default: value, ...meta } = o;
  return z
    ._default(z.int().check(z.gte(o.min), z.lte(o.max)), value)
    .register(metas, { ...meta, control: 'integer' });
}

/** A finite number with inclusive bounds. */
export function numberField(o: NumberOptions) {
  const { default: value, ...meta } = o;
  return z
    ._default(z.number().check(z.gte(o.min), z.lte(o.max)), value)
    .register(metas, { ...meta, control: 'number' });
}

/** One of several named options. */
export function choiceField<const T extends Readonly<Record<string, string>>>(o: {
  label: string;
  help: string;
  options: T;
  default: keyof T & string;
}) {
  const keys = Object.keys(o.options) as [keyof T & string, ...(keyof T & string)[]];
  return z
    ._default(z.enum(keys), o.default as never)
    .register(metas, { label: o.label, help: o.help, options: o.options, control: 'choice' });
}

/** On or off. */
export function switchField(o: { label: string; help: string; default: boolean }) {
  return z
    ._default(z.boolean(), o.default)
    .register(metas, { label: o.label, help: o.help, control: 'switch' });
}

/** A trained model by its hash; '' = none chosen yet. */
export function modelField(o: { label: string; help: string }) {
  return z
    ._default(z.string().check(z.regex(/^([0-9a-f]{64})?$/)), '')
    .register(metas, { ...o, control: 'model' });
}

/** The settings of an object schema in order, for forms, help and search spaces. Fields without metadata are left out. */
export function describeFields(schema: z.ZodMiniObject): FieldDescriptor[] {
  const shape = schema.shape as Record<string, z.ZodMiniType>;
  const defaults = z.parse(schema, {}) as Record<string, unknown>;
  const fields: FieldDescriptor[] = [];
  for (const [key, field] of Object.entries(shape)) {
    const meta = metas.get(field);
    if (meta !== undefined) fields.push({ ...meta, key, defaultValue: defaults[key] });
  }
  return fields;
}
