import * as z from 'zod/mini';
import { featureChoiceSchema } from './model-recipe.schema';

/** More weights than any recipe asks for. */
export const mostWeights = 200_000;
/** Of their base64url text: four bytes a weight, three bytes in four characters. */
const longestWeights = Math.floor((mostWeights * 16) / 3) + 4;

const figure = z.number().check(z.gte(-1e30), z.lte(1e30));
const spread = z.number().check(z.gt(0), z.lte(1e30));
const figures = z.array(figure).check(z.minLength(1), z.maxLength(64));

/** An artefact as JSON, in files, links and under its hash. */
export const modelArtefactSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('lstm'),
  features: z.array(featureChoiceSchema).check(z.minLength(1), z.maxLength(64)),
  lookback: z.int().check(z.gte(2), z.lte(256)),
  horizon: z.int().check(z.gte(1), z.lte(250)),
  hidden: z.int().check(z.gte(2), z.lte(128)),
  scaler: z.strictObject({
    mean: figures,
    scale: z.array(spread).check(z.minLength(1), z.maxLength(64)),
  }),
  target: z.strictObject({ mean: figure, scale: spread }),
  /** Little-endian float32 as base64url. */
  weights: z
    .string()
    .check(z.minLength(1), z.maxLength(longestWeights), z.regex(/^[A-Za-z0-9_-]+$/)),
  learnedUntil: z.int().check(z.gte(-8.64e15), z.lte(8.64e15)),
  intervalMs: z.int().check(z.gte(1), z.lte(1e12)),
});

export type ModelArtefactJson = z.infer<typeof modelArtefactSchema>;
