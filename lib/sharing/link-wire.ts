import * as z from 'zod/mini';
import { runConfigSchema } from '../backtest/run-config.schema';
import { exchangeSeriesSchema } from '../market/exchange/exchange.schema';
import { modelArtefactSchema } from '../models/model-artefact.schema';
import { checkpointCount, checkpointHexLength } from './ledger-checkpoints';
import { claimedFigures } from './link-claim';

/** Control characters, direction overrides and angle brackets: a name needs none of them, a trick may. */
function isUnfitForText(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  if (code === 0x200e || code === 0x200f) return true;
  if ((code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return true;
  return character === '<' || character === '>';
}

/** Text a link may carry: what its reader would refuse is replaced. */
export function linkText(value: string, longest: number): string {
  let out = '';
  for (const character of value) {
    if (out.length + character.length > longest) break;
    const replaced = character === '<' ? '‹' : character === '>' ? '›' : ' ';
    out += isUnfitForText(character) ? replaced : character;
  }
  return out === '' ? '–' : out;
}

export const titleLength = 120;

const text = (longest: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(longest),
    z.refine((s) => ![...s].some(isUnfitForText)),
  );
/** 32 bytes as base64url. */
const hash = z.string().check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
const count = z.int().check(z.gte(0), z.lte(1e9));
const time = z.number().check(z.gte(-8.64e15), z.lte(8.64e15));
const settings = z.record(z.string().check(z.maxLength(64)), z.unknown());

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sample'), id: text(64) }),
  z.strictObject({
    kind: z.literal('synthetic'),
    config: settings,
    asset: z.int().check(z.gte(0), z.lte(10_000)),
  }),
  z.strictObject({
    kind: z.literal('file'),
    fileName: text(255),
    rawSha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    recipe: settings,
  }),
  z.strictObject({
    kind: z.literal('exchange'),
    ...exchangeSeriesSchema.shape,
    from: time,
    to: time,
    resampleMs: z.optional(count),
  }),
]);

const bars = z.strictObject({
  name: text(200),
  quote: text(32),
  print: hash,
  bars: count.check(z.gte(1)),
  from: time,
  to: time,
  source,
});

/** The JSON text inside a link, format 1. Keys are short because every character is in the URL. */
export const linkWireSchema = z.strictObject({
  /** Engine and semantics version. */
  engine: text(32),
  semantics: z.int().check(z.gte(1), z.lte(65535)),
  title: text(titleLength),
  data: bars,
  benchmark: z.optional(bars),
  funding: z.optional(
    z.strictObject({
      name: text(200),
      print: hash,
      rates: count.check(z.gte(1)),
      from: time,
      to: time,
    }),
  ),
  /** The model the strategy names, whole: nobody else has it. */
  model: z.optional(modelArtefactSchema),
  /** Written without what equals a default. */
  config: runConfigSchema,
  run: hash,
  ledger: hash,
  equity: hash,
  /** Lowest and highest value, levels. */
  curve: z.tuple([z.number(), z.number(), z.string().check(z.regex(/^[A-Za-z0-9_-]{128}$/))]),
  /** 16 prefixes of 12 hex digits, one after the other. */
  marks: z
    .string()
    .check(z.regex(new RegExp(`^[0-9a-f]{${checkpointCount * checkpointHexLength}}$`))),
  figures: z.array(z.nullable(z.number())).check(z.length(claimedFigures.length)),
  trials: count.check(z.gte(1)),
});

export type LinkWire = z.infer<typeof linkWireSchema>;
