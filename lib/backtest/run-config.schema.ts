import * as z from 'zod/mini';
import { accountSchema, protectionSchema, sizingSchema } from '../execution/account.schema';

/**
 * All that decides the numbers of a run, besides the data and the seed. Strategy parameters are checked
 * by the strategy's own schema, defaults filled in, before the config is hashed.
 */
export const runConfigSchema = z.object({
  strategy: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(64)),
    params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
  sizing: z._default(sizingSchema, z.parse(sizingSchema, {})),
  protection: z._default(protectionSchema, z.parse(protectionSchema, {})),
  account: z._default(accountSchema, z.parse(accountSchema, {})),
  statistics: z._default(
    z.object({
      /** null = inferred from the bars. */
      periodsPerYear: z._default(z.nullable(z.number().check(z.gt(0), z.lte(1e7))), null),
      /** Returns measured per day or per bar; `auto` is daily for intraday bars. */
      basis: z._default(z.enum(['auto', 'daily', 'bar']), 'auto'),
    }),
    { periodsPerYear: null, basis: 'auto' },
  ),
  seed: z._default(z.int().check(z.gte(0), z.lte(4294967295)), 7),
});

export type RunConfig = z.infer<typeof runConfigSchema>;
export type RunConfigInput = z.input<typeof runConfigSchema>;
