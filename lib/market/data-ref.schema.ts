import * as z from 'zod/mini';

/** How a data set is named: a stored one by fingerprint, or one that can be made on the spot. */
export const dataRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stored'),
    fingerprint: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  z.strictObject({ kind: z.literal('sample'), id: z.string().check(z.maxLength(64)) }),
  z.strictObject({
    kind: z.literal('synthetic'),
    config: z.record(z.string().check(z.maxLength(64)), z.unknown()),
    asset: z.int().check(z.gte(0), z.lte(10_000)),
  }),
]);

export type DataRef =
  | { readonly kind: 'stored'; readonly fingerprint: string }
  | { readonly kind: 'sample'; readonly id: string }
  | {
      readonly kind: 'synthetic';
      readonly config: Readonly<Record<string, unknown>>;
      readonly asset: number;
    };
