import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { DataError } from '../core/errors';
import type { Sha256Hex } from '../core/nominal';
import type { Bars, BarsSource } from '../market/bars';
import type { RateSeries } from '../market/rate-series';
import type { NamedArtefact } from '../models/model-artefact';
import { readArtefact } from '../models/model-artefact-codec';
import { namedModel } from '../strategies/named-model.schema';
import { fromBase64Url, toBase64Url } from './base64url';
import { type ClaimedBars, type ClaimedRates, dataRefOf } from './link-claim';
import { LinkError } from './link-error';
import { type LinkWire, linkText } from './link-wire';

type WireBars = LinkWire['data'];
type WireRates = NonNullable<LinkWire['funding']>;

export const packHash = (hex: string): string => toBase64Url(hexToBytes(hex));
export const unpackHash = (text: string): Sha256Hex => bytesToHex(fromBase64Url(text)) as Sha256Hex;

/** Bars as a link names them. */
export function wireBars(bars: Bars, name: string): WireBars {
  return {
    name: linkText(name, 200),
    quote: linkText(bars.instrument.quoteCurrency, 32),
    print: packHash(bars.fingerprint),
    bars: bars.length,
    from: bars.time[0]!,
    to: bars.time[bars.length - 1]!,
    source: sharedSource(bars.source),
  };
}

/** Rates as a link names them. */
export function wireRates({ name, fingerprint, length, time }: RateSeries): WireRates {
  return {
    name: linkText(name, 200),
    print: packHash(fingerprint),
    rates: length,
    from: time[0]!,
    to: time[length - 1]!,
  };
}

/** Bars a link names. */
export function claimedBars(wire: WireBars): ClaimedBars {
  const source = wire.source as BarsSource;
  const fingerprint = unpackHash(wire.print);
  return {
    name: wire.name,
    fingerprint,
    firstTime: wire.from,
    lastTime: wire.to,
    bars: wire.bars,
    source,
    data: dataRefOf(source, fingerprint),
    fileName: source.kind === 'file' ? source.fileName : null,
  };
}

/** Rates a link names. */
export function claimedRates({ name, print, rates, from, to }: WireRates): ClaimedRates {
  return { name, fingerprint: unpackHash(print), firstTime: from, lastTime: to, rates };
}

/** The data beside the bars must be those the settings ask for: no run has others. */
export function assertDataOfConfig({ config, benchmark, funding }: LinkWire): void {
  const { benchmark: wanted } = config.statistics;
  const { account } = config;
  const needsBars = wanted.kind === 'data';
  if (needsBars !== (benchmark !== undefined)) {
    throw new LinkError(
      needsBars
        ? 'The link doesn’t say which bars its benchmark has. It was made by another program or altered.'
        : 'The link names a benchmark its settings don’t ask for. It was made by another program or altered.',
      'content',
      'benchmark',
    );
  }
  const needsRates = account.funding === 'series';
  const namesRates = funding === undefined ? null : unpackHash(funding.print);
  if (
    needsRates !== (namesRates !== null) ||
    (needsRates && account.fundingSeries !== namesRates)
  ) {
    throw new LinkError(
      'The link’s funding rates are not those its settings ask for. It was made by another program or altered.',
      'content',
      'funding',
    );
  }
  if (!needsBars || benchmark === undefined || wanted.data.kind !== 'stored') return;
  if (wanted.data.fingerprint === unpackHash(benchmark.print)) return;
  throw new LinkError(
    'The link’s benchmark is not the one its settings ask for. It was made by another program or altered.',
    'content',
    'benchmark',
  );
}

function sharedSource(source: BarsSource): LinkWire['data']['source'] {
  if (source.kind === 'sample' || source.kind === 'exchange') return source;
  if (source.kind === 'synthetic') return { ...source, config: { ...source.config } };
  return { ...source, fileName: linkText(source.fileName, 255), recipe: { ...source.recipe } };
}

/**
 * The model of a link, checked as one of any origin is, and to be the one its strategy names; null where that needs none.
 * @throws {LinkError}
 */
export function claimedModel({ config, model }: LinkWire): NamedArtefact | null {
  const named = namedModel(config.strategy);
  if ((named !== null) !== (model !== undefined)) {
    throw new LinkError(
      named === null
        ? 'The link holds a model its strategy doesn’t ask for. It was made by another program or altered.'
        : 'The link’s strategy acts on a model that is not in it. It was made by another program or altered.',
      'content',
      'model',
    );
  }
  if (model === undefined) return null;
  const read = readModel(model);
  if (read.hash === named) return read;
  throw new LinkError(
    'The link’s model is not the one its strategy names. It was made by another program or altered.',
    'content',
    'model',
  );
}

function readModel(model: unknown): NamedArtefact {
  try {
    return readArtefact(model);
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new LinkError(`The link’s model can’t be read. ${cause.message}`, 'content', 'model', {
      cause,
    });
  }
}
