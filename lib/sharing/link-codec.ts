import { deflateSync } from 'fflate';
import * as z from 'zod/mini';
import type { RunResult } from '../analytics/run-result';
import type { BacktestRun } from '../backtest/backtest-run';
import { runConfigSchema } from '../backtest/run-config.schema';
import { canonicalJson } from '../core/canonical-json';
import { countText } from '../core/count-text';
import { sha256Bytes } from '../core/hashing';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { withoutDefaults } from '../core/without-defaults';
import { artefactJson } from '../models/model-artefact-codec';
import type { Metric } from '../statistics/metric';
import { damaged, fromBase64Url, toBase64Url } from './base64url';
import { packLevels, sketchEquity, sketchValues, unpackLevels } from './equity-sketch';
import { inflateLimited } from './inflate-limited';
import { checkpointCount, checkpointHexLength, ledgerCheckpoints } from './ledger-checkpoints';
import { type ClaimedFigure, claimedFigures, type Link } from './link-claim';
import {
  assertDataOfConfig,
  claimedBars,
  claimedModel,
  claimedRates,
  packHash,
  unpackHash,
  wireBars,
  wireRates,
} from './link-data';
import { LinkError } from './link-error';
import { type LinkWire, linkText, linkWireSchema, titleLength } from './link-wire';
import { assertPlainSettings, assertSameSettings } from './plain-settings';

/** Of everything but the strategy, which has none. */
const { strategy: _, ...defaultConfig } = z.parse(runConfigSchema, {
  strategy: { id: 'none', params: {} },
});

const prefix = 'r1.';
const maxCharacters = 64 * 1024;
const maxInflatedBytes = 1024 * 1024;
const checkBytes = 4;
/** Longer links are cut by programs people send them with. */
export const longestComfortableLink = 8000;

export interface EncodedLink {
  /** `#r1.…`, to be put behind the address of the page. */
  readonly fragment: string;
  readonly length: number;
  /** The same text for a `.lookback` file, where the link would be over 8,000 characters. */
  readonly asFile: Uint8Array | null;
}

/**
 * The link of a run. Everything comes from the run and its result, but for the name its reader gave the data.
 * @throws {LinkError} when the settings are too large for any link
 */
export function encodeLink(
  run: BacktestRun,
  result: RunResult,
  options: { readonly dataName?: string } = {},
): EncodedLink {
  return atOnce(encodeLinkWork(run, result, options));
}

/** {@link encodeLink} in slices. */
export function* encodeLinkWork(
  run: BacktestRun,
  result: RunResult,
  options: { readonly dataName?: string } = {},
): SlicedWork<EncodedLink> {
  const { identity, bars, extra, ledger, config } = run;
  const sketch = sketchEquity(ledger.equity, config.account.capital);
  const wire: LinkWire = {
    engine: linkText(identity.engineVersion, 32),
    semantics: identity.semanticsVersion,
    title: linkText(run.title, titleLength),
    data: wireBars(bars, options.dataName ?? result.data.name),
    ...(extra.benchmark === undefined
      ? {}
      : { benchmark: wireBars(extra.benchmark, extra.benchmark.instrument.name) }),
    ...(extra.funding === undefined ? {} : { funding: wireRates(extra.funding) }),
    ...(extra.model === undefined ? {} : { model: artefactJson(extra.model.artefact) }),
    config,
    run: packHash(identity.runId),
    ledger: packHash(identity.ledgerHash),
    equity: packHash(identity.equityHash),
    curve: [sketch.low, sketch.high, packLevels(sketch.levels)],
    marks: (yield* ledgerCheckpoints(ledger)).join(''),
    figures: claimedFigures.map((name) => figuresOf(result)[name].value),
    trials: result.trials,
  };
  return encodeWire(wire);
}

/** @throws {LinkError} when the content is too large for any link */
export function encodeWire(wire: LinkWire): EncodedLink {
  return packContent({ ...wire, config: withoutDefaults(wire.config, defaultConfig) });
}

/** Any content as a link carries it. @throws {LinkError} when it is too large */
export function packContent(value: unknown): EncodedLink {
  const content = new TextEncoder().encode(canonicalJson(value));
  const packed = deflateSync(content, { level: 9, mem: 8 });
  const bytes = new Uint8Array(checkBytes + packed.length);
  bytes.set(sha256Bytes(packed).subarray(0, checkBytes));
  bytes.set(packed, checkBytes);
  const fragment = `#${prefix}${toBase64Url(bytes)}`;
  if (fragment.length > maxCharacters || content.length > maxInflatedBytes) {
    throw new LinkError(
      `This run's settings need ${countText(fragment.length)} characters; a link holds ${countText(maxCharacters)}.`,
      'too-large',
    );
  }
  return {
    fragment,
    length: fragment.length,
    asFile: fragment.length > longestComfortableLink ? new TextEncoder().encode(fragment) : null,
  };
}

/**
 * Reads a link: `#r1.…`, with or without the `#` or an address before it, or the text of a `.lookback` file.
 * Nothing it says is believed yet.
 * @throws {LinkError} naming what is wrong
 */
export function decodeLink(text: string): Link {
  return linkOf(decodeWire(text));
}

/** The content of a link, checked against the schema. @throws {LinkError} */
export function decodeWire(text: string): LinkWire {
  if (text.length > maxCharacters + 2048) {
    throw new LinkError(
      `The link has ${countText(text.length)} characters; the longest possible one has ${countText(maxCharacters)}.`,
      'too-large',
    );
  }
  const fragment = text.slice(text.indexOf('#') + 1).trim();
  if (!fragment.startsWith(prefix)) throw notOurs(fragment);
  if (fragment.length > maxCharacters) {
    throw new LinkError(`The link is longer than ${maxCharacters} characters.`, 'too-large');
  }
  const bytes = fromBase64Url(fragment.slice(prefix.length));
  const packed = bytes.subarray(checkBytes);
  const check = sha256Bytes(packed);
  for (let i = 0; i < checkBytes; i++) if (bytes[i] !== check[i]) throw damaged();
  return parseWire(inflateLimited(packed, maxInflatedBytes));
}

function parseWire(content: Uint8Array): LinkWire {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (cause) {
    throw new LinkError('The link holds no readable text.', 'content', null, { cause });
  }
  assertPlainSettings(value);
  const parsed = z.safeParse(linkWireSchema, value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = (issue?.path ?? []).map(String).join('.');
    throw new LinkError(
      `The link's ${field === '' ? 'content' : `“${field}”`} is not what a run can have. It was made by another program or altered.`,
      'content',
      field === '' ? null : field,
      { cause: parsed.error },
    );
  }
  assertSameSettings(parsed.data.config, (value as LinkWire).config, 'config');
  return parsed.data;
}

function linkOf(wire: LinkWire): Link {
  const [low, high, levels] = wire.curve;
  const sketch = { low, high, levels: unpackLevels(levels) };
  const data = claimedBars(wire.data);
  const { benchmark, funding } = wire;
  const checkpoints: string[] = [];
  for (let k = 0; k < checkpointCount; k++) {
    checkpoints.push(wire.marks.slice(k * checkpointHexLength, (k + 1) * checkpointHexLength));
  }
  assertDataOfConfig(wire);
  const model = claimedModel(wire);
  return {
    title: wire.title,
    dataName: data.name,
    dataFingerprint: data.fingerprint,
    firstTime: data.firstTime,
    lastTime: data.lastTime,
    bars: data.bars,
    quoteCurrency: wire.data.quote,
    semanticsVersion: wire.semantics,
    engineVersion: wire.engine,
    runId: unpackHash(wire.run),
    ledgerHash: unpackHash(wire.ledger),
    equityHash: unpackHash(wire.equity),
    equity: sketchValues(sketch),
    figures: Object.fromEntries(
      claimedFigures.map((name, k) => [name, wire.figures[k] ?? null]),
    ) as Record<ClaimedFigure, number | null>,
    trials: wire.trials,
    config: wire.config,
    fileName: data.fileName,
    data: data.data,
    benchmark: benchmark === undefined ? null : claimedBars(benchmark),
    funding: funding === undefined ? null : claimedRates(funding),
    source: data.source,
    model,
    sketch,
    checkpoints,
  };
}

/** The figures of a result under the names a link claims them by. */
export function figuresOf(result: RunResult): Readonly<Record<ClaimedFigure, Metric>> {
  const { totalReturn, cagr, sharpe, maxDrawdown, closedTrades, winRate, profitFactor, costsPaid } =
    result.figures;
  return {
    totalReturn,
    cagr,
    sharpe,
    maxDrawdown,
    trades: closedTrades,
    winRate,
    profitFactor,
    costsPaid,
  };
}

function notOurs(fragment: string): LinkError {
  if (/^r\d+\./.test(fragment)) {
    return new LinkError(
      'The link was made by a newer Lookback than this one. Reload the page to get the newest, then open it again.',
      'newer-format',
    );
  }
  return new LinkError('This is not a link to a run: those contain “#r1.”.', 'not-a-link');
}
