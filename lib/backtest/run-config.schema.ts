import * as z from 'zod/mini';
import { accountSchema, protectionSchema, sizingSchema } from '../execution/account.schema';
import { dataRefSchema } from '../market/data-ref.schema';
import { liveRecordSchema } from './live-record.schema';

const time = z.nullable(z.int().check(z.gte(-8.64e15), z.lte(8.64e15)));

/** What a run is measured against. */
export const benchmarkSchema = z.discriminatedUnion('kind', [
  /** Buy and hold of the run's own data, with the run's costs. */
  z.strictObject({ kind: z.literal('hold') }),
  /** Buy and hold of other data, at the run's bars. */
  z.strictObject({ kind: z.literal('data'), data: dataRefSchema }),
  /** A yearly rate, 0.04 = 4 %. */
  z.strictObject({ kind: z.literal('cash'), rate: z.number().check(z.gte(-0.5), z.lte(10)) }),
]);

export type BenchmarkConfig = z.infer<typeof benchmarkSchema>;

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
  /** Times are UTC epoch ms; null = as far as the data go. */
  period: z._default(
    z.object({
      /** First bar that may be decided on: features are warm from all bars before it, and figures start here. */
      from: z._default(time, null),
      /** Bars from this time on are left out. */
      to: z._default(time, null),
      /** Bars from this time on are out of sample: figures are given for both parts, and searches see the first only. */
      split: z._default(time, null),
    }),
    { from: null, to: null, split: null },
  ),
  statistics: z._default(
    z.object({
      /** null = inferred from the bars. */
      periodsPerYear: z._default(z.nullable(z.number().check(z.gt(0), z.lte(1e7))), null),
      /** Returns measured per day or per bar; `auto` is daily for intraday bars. */
      basis: z._default(z.enum(['auto', 'daily', 'bar']), 'auto'),
      benchmark: z._default(benchmarkSchema, { kind: 'hold' }),
    }),
    { periodsPerYear: null, basis: 'auto', benchmark: { kind: 'hold' } },
  ),
  /** Of a recorded paper session: its absences and the user's commands. */
  live: z._default(liveRecordSchema, { away: [], commands: [] }),
  seed: z._default(z.int().check(z.gte(0), z.lte(4294967295)), 7),
});

export type RunConfig = z.infer<typeof runConfigSchema>;
export type RunConfigInput = z.input<typeof runConfigSchema>;
