import type { ExtraData } from '../backtest/extra-data';
import type { RunConfigInput } from '../backtest/run-config.schema';
import { canonicalJson } from '../core/canonical-json';
import { DataError } from '../core/errors';
import type { JobControl } from '../core/job';
import { parseConfig } from '../core/parse-config';
import type { Bars } from '../market/bars';
import type { DataRef } from '../market/data-ref.schema';
import type { RateSeries } from '../market/rate-series';
import { findSample, sampleFromBytes } from '../market/samples/samples';
import { syntheticSchema } from '../market/synthetic/synthetic.schema';
import { syntheticBars } from '../market/synthetic/synthetic-bars';
import type { NamedArtefact } from '../models/model-artefact';
import { namedModel } from '../strategies/named-model.schema';
import { missingDataSet, missingModel, missingRates } from './storage-error';

/** Bars and what their reader calls them. */
export interface LoadedData {
  readonly name: string;
  readonly bars: Bars;
}

/** Where bytes and stored bars come from; the loader itself reaches neither network nor database. */
export interface DataSources {
  /** Bytes of a sample's file. */
  sampleFile(file: string): Promise<Uint8Array>;
  /** Stored bars, null where there are none under that fingerprint. */
  stored(fingerprint: string): Promise<LoadedData | null>;
  /** The current name of stored bars, null where they are gone. */
  storedName(fingerprint: string): Promise<string | null>;
  /** Stored rates, null where there are none under that fingerprint; left out where none are kept. */
  storedRates?(fingerprint: string): Promise<RateSeries | null>;
  /** A stored model, null where there is none under that hash; left out where none are kept. */
  storedModel?(hash: string): Promise<NamedArtefact | null>;
}

const keptInMemory = 4;
const keptBytes = 1024 * 1024 * 1024;
/** A link may ask for a synthetic market; larger ones are only made when asked for by hand. */
const mostSyntheticBars = 8_000_000;

/** Loads data sets by reference and keeps the last few, so that changing a parameter reads nothing again. */
export class DataLoader {
  private readonly recent = new Map<string, LoadedData>();

  constructor(private readonly sources: DataSources) {}

  /**
   * Bars of a data set.
   * @throws {StorageError} of reason `missing` for stored data that are gone; {ConfigError} for an unknown sample or
   * synthetic settings that can't be; {CancelledError}
   */
  async load(ref: DataRef, control: JobControl): Promise<LoadedData> {
    const key = canonicalJson(ref);
    const known = this.recent.get(key);
    if (known !== undefined) {
      this.recent.delete(key);
      if (ref.kind !== 'stored') return this.keep(key, known);
      // Deleted or renamed meanwhile, perhaps in another tab.
      const name = await this.sources.storedName(ref.fingerprint);
      if (name === null) throw missingDataSet(ref.fingerprint);
      return this.keep(key, { name, bars: known.bars });
    }
    return this.keep(key, await this.read(ref, control));
  }

  /** Rates by fingerprint. @throws {StorageError} of reason `missing` where they are gone */
  async loadRates(fingerprint: string): Promise<RateSeries> {
    const found = await this.sources.storedRates?.(fingerprint);
    if (found === undefined || found === null) throw missingRates(fingerprint);
    return found;
  }

  /** A model by its hash. @throws {StorageError} of reason `missing` where it is gone */
  async loadModel(hash: string): Promise<NamedArtefact> {
    const found = await this.sources.storedModel?.(hash);
    if (found === undefined || found === null) throw missingModel(hash);
    return found;
  }

  /** What a config names besides its bars: a benchmark's, funding rates, and a model. @throws as {@link load} does */
  async loadExtra(config: RunConfigInput, control: JobControl): Promise<ExtraData> {
    const benchmark = config.statistics?.benchmark;
    const { funding, fundingSeries } = config.account ?? {};
    const model = namedModel(config.strategy);
    return {
      ...(benchmark?.kind === 'data'
        ? { benchmark: (await this.load(benchmark.data, control)).bars }
        : {}),
      ...(funding === 'series' && fundingSeries
        ? { funding: await this.loadRates(fundingSeries) }
        : {}),
      ...(model === null ? {} : { model: await this.loadModel(model) }),
    };
  }

  private async read(ref: DataRef, control: JobControl): Promise<LoadedData> {
    switch (ref.kind) {
      case 'stored': {
        const found = await this.sources.stored(ref.fingerprint);
        if (found === null) throw missingDataSet(ref.fingerprint);
        return found;
      }
      case 'sample': {
        const sample = findSample(ref.id);
        const bytes = await this.sources.sampleFile(sample.file);
        return { name: sample.label, bars: await sampleFromBytes(ref.id, bytes) };
      }
      case 'synthetic': {
        const bars = await syntheticAsset(ref.config, ref.asset, control);
        return { name: bars.instrument.name, bars };
      }
    }
  }

  private keep(key: string, data: LoadedData): LoadedData {
    this.recent.set(key, data);
    let bytes = 0;
    for (const { bars } of this.recent.values()) bytes += bars.length * 48;
    for (const oldest of [...this.recent.keys()]) {
      if (this.recent.size <= keptInMemory && bytes <= keptBytes) break;
      if (oldest === key) break;
      bytes -= (this.recent.get(oldest)?.bars.length ?? 0) * 48;
      this.recent.delete(oldest);
    }
    return data;
  }
}

/** One asset of a synthetic market: the ones after it are not made, and don't change it. */
async function syntheticAsset(
  config: Readonly<Record<string, unknown>>,
  asset: number,
  control: JobControl,
): Promise<Bars> {
  const market = parseConfig(syntheticSchema, config, 'synthetic');
  if (market.bars * (asset + 1) > mostSyntheticBars) {
    throw new DataError(
      `Asset ${asset + 1} of a synthetic market of ${market.bars} bars is too large to make on the way. Create it in the library and open it there.`,
    );
  }
  const sets = await syntheticBars({ ...config, assets: asset + 1 }, control);
  const found = asset < market.assets ? sets[asset] : undefined;
  if (found === undefined) throw new DataError(`The synthetic market has no asset ${asset + 1}.`);
  return { ...found, source: { kind: 'synthetic', config, asset } };
}
