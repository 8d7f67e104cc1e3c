import * as z from 'zod/mini';
import { dataRefSchema } from '../market/data-ref.schema';
import { modelRecipeSchema } from './model-recipe.schema';

const time = z.number().check(z.gte(-8.64e15), z.lte(8.64e15));
const count = z.int().check(z.gte(0), z.lte(1e9));
const ms = z.number().check(z.gte(0), z.lte(1e12));
const text = (longest: number) => z.string().check(z.maxLength(longest));
const span = z.tuple([time, time]);
const estimate = z.nullable(
  z.strictObject({ value: z.number(), low: z.number(), high: z.number() }),
);
const backend = z.enum(['webgpu', 'wasm', 'cpu']);

/** See training-report.ts. */
const planSchema = z.strictObject({
  bars: count,
  samples: z.strictObject({ training: count, validation: count, test: count }),
  features: z.array(text(200)).check(z.maxLength(64)),
  spans: z.strictObject({ training: span, validation: span, test: span }),
  purgedBars: count,
  weights: count,
  notes: z.array(text(400)).check(z.maxLength(200)),
});

const reportSchema = z.strictObject({
  plan: planSchema,
  losses: z
    .array(z.strictObject({ epoch: count, training: z.number(), validation: z.number() }))
    .check(z.maxLength(1000)),
  bestEpoch: count,
  backend,
  trials: z
    .array(z.strictObject({ backend, stepMs: z.nullable(ms), note: text(400) }))
    .check(z.maxLength(8)),
  scores: z
    .array(
      z.strictObject({
        name: z.enum(['LSTM', 'Ridge regression', 'Last return', 'Zero']),
        ic: estimate,
        hitRate: estimate,
        rSquared: z.nullable(z.number()),
        fitMs: ms,
      }),
    )
    .check(z.maxLength(8)),
  verdict: text(1000),
  modelsTried: count,
  elapsedMs: ms,
});

/** How a model came about, as it is kept beside the artefact; nothing that evaluates it. */
export const modelAboutSchema = z.strictObject({
  dataName: text(200),
  data: dataRefSchema,
  dataFingerprint: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  recipe: modelRecipeSchema,
  report: reportSchema,
});
