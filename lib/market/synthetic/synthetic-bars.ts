import { type JobControl, uncontrolled } from '../../core/job';
import { parseConfig } from '../../core/parse-config';
import { createRng, type Rng } from '../../core/rng';
import { inSlices, type SlicedWork, stepValues } from '../../core/sliced-work';
import { moduleMath } from '../../kernels/math';
import type { BarColumns, Bars } from '../bars';
import { isUsSession } from '../calendar';
import { DAY_MS, daysFromCivil, HOUR_MS, MINUTE_MS } from '../civil-date';
import { createBars } from '../create-bars';
import { resampleBars } from '../resample';
import { zoneClock } from '../zone';
import { PlantedSignal } from './planted-signal';
import { type SyntheticConfig, syntheticSchema } from './synthetic.schema';

const intervals: Readonly<Record<SyntheticConfig['interval'], number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
};
const sessionOpen = 9.5 * HOUR_MS;
const sessionLength = 6.5 * HOUR_MS;
/** Steps within a bar, from which its high and low come. */
const ticks = 4;
const checkpointEvery = 4096;
/** What drawing a normal number counts for. */
const valuesANormal = 4;

/**
 * A market of N assets. Returns follow a two-state Markov volatility (calm, stressed), shared by all, with
 * jumps at Poisson times; a share `commonFactor` of each asset's variance comes from one market factor
 * (R_i = √ρ·M + √(1−ρ)·E_i, so any two assets correlate by ρ). Volume grows with the move and the regime.
 * A planted signal moves each bar by what the four before it say (planted-signal.ts).
 * Every stream is forked by name from the seed: asset 3 is the same whether four or eight assets are asked for.
 * Needs the loaded module for its logarithm and exponential.
 * @throws {ConfigError} by the schema's bounds; {CancelledError}
 */
export async function syntheticBars(
  settings: Readonly<Record<string, unknown>>,
  control: JobControl = uncontrolled,
): Promise<Bars[]> {
  const config = parseConfig(syntheticSchema, settings, 'synthetic');
  const intervalMs = intervals[config.interval];
  const time = barTimes(config, intervalMs);
  const perYear = barsPerYear(config, intervalMs);
  const rng = createRng(config.seed);
  const regime = regimePath(config, rng.fork('regime'));
  const market = await inSlices(factorPath(config, rng.fork('market')), control);
  const sets: Bars[] = [];
  for (let asset = 0; asset < config.assets; asset++) {
    const columns = await assetColumns(config, {
      time,
      regime,
      market,
      perYear,
      rng: rng.fork(`asset-${asset}`),
      control,
      asset,
    });
    const bars = await createBars(
      columns,
      {
        instrument: {
          symbol: `SYN${asset + 1}`,
          name: `Synthetic ${asset + 1}`,
          assetClass: config.hours === 'session' ? 'equity' : 'crypto',
          quoteCurrency: 'USD',
          calendar: config.hours === 'session' ? 'equity-us' : 'crypto-24x7',
          tickSize: 0,
        },
        intervalMs,
        timeZone: config.hours === 'session' && intervalMs < DAY_MS ? 'America/New_York' : 'UTC',
        source: { kind: 'synthetic', config: withoutUndefined(config), asset },
      },
      control,
    );
    sets.push(config.resampleMs === undefined ? bars : await resampleBars(bars, config.resampleMs));
  }
  return sets;
}

function withoutUndefined(config: SyntheticConfig): Readonly<Record<string, unknown>> {
  const { resampleMs: _, signal, ...rest } = config;
  // Markets made before signals could be planted keep the reference they have.
  return signal === 0 ? rest : { ...rest, signal };
}

function barsPerYear(config: SyntheticConfig, intervalMs: number): number {
  if (config.hours === '24x7') return (365 * DAY_MS) / intervalMs;
  return intervalMs >= DAY_MS ? 252 : 252 * Math.ceil(sessionLength / intervalMs);
}

function barTimes(config: SyntheticConfig, intervalMs: number): Float64Array {
  const n = config.bars;
  const time = new Float64Array(n);
  let day = daysFromCivil(config.startYear, 1, 1);
  if (config.hours === '24x7') {
    for (let i = 0; i < n; i++) time[i] = day * DAY_MS + i * intervalMs;
    return time;
  }
  const clock = zoneClock('America/New_York');
  let i = 0;
  for (; i < n; day++) {
    if (!isUsSession(day)) continue;
    if (intervalMs >= DAY_MS) {
      time[i++] = day * DAY_MS;
      continue;
    }
    const open = clock.toUtc(day * DAY_MS + sessionOpen, Number.NEGATIVE_INFINITY);
    for (let at = 0; at < sessionLength && i < n; at += intervalMs) time[i++] = open + at;
  }
  return time;
}

/** 1 where the market is stressed. */
function regimePath(config: SyntheticConfig, rng: Rng): Uint8Array {
  const path = new Uint8Array(config.bars);
  let stressed = 0;
  for (let i = 0; i < path.length; i++) {
    if (rng.uniform() < 1 / (stressed === 1 ? config.stressedBars : config.calmBars)) {
      stressed = 1 - stressed;
    }
    path[i] = stressed;
  }
  return path;
}

/** Standard normals of the common factor, `ticks` a bar. */
function* factorPath(config: SyntheticConfig, rng: Rng): SlicedWork<Float64Array> {
  const normal = normalStream(rng);
  const path = new Float64Array(config.bars * ticks);
  for (let from = 0; from < path.length; from += stepValues) {
    const to = Math.min(path.length, from + stepValues);
    for (let i = from; i < to; i++) path[i] = normal();
    yield valuesANormal * (to - from);
  }
  return path;
}

/** Standard normals by Marsaglia's polar method (1964) with the module's logarithm. */
function normalStream(rng: Rng): () => number {
  const { log } = moduleMath();
  let spare = 0;
  let hasSpare = false;
  return () => {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    for (;;) {
      const u = 2 * rng.uniform() - 1;
      const v = 2 * rng.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      spare = v * scale;
      hasSpare = true;
      return u * scale;
    }
  };
}

async function assetColumns(
  config: SyntheticConfig,
  path: {
    time: Float64Array;
    regime: Uint8Array;
    market: Float64Array;
    perYear: number;
    rng: Rng;
    control: JobControl;
    asset: number;
  },
): Promise<BarColumns> {
  const { exp } = moduleMath();
  const n = config.bars;
  const [open, high, low, close, volume] = [0, 0, 0, 0, 0].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const own = normalStream(path.rng.fork('own'));
  const jumpRng = path.rng.fork('jumps');
  const jumpNormal = normalStream(path.rng.fork('jump-size'));
  const volumeNormal = normalStream(path.rng.fork('volume'));
  const shared = Math.sqrt(config.commonFactor);
  const apart = Math.sqrt(1 - config.commonFactor);
  const jumpChance = Math.min(1, config.jumpsPerYear / path.perYear);
  const driftPerTick = config.drift / path.perYear / ticks;
  const root = Math.sqrt(path.perYear * ticks);
  const barRoot = Math.sqrt(path.perYear);
  const planted = new PlantedSignal();
  let price = config.startPrice;
  for (let i = 0; i < n; i++) {
    const volatility = path.regime[i] === 1 ? config.stressedVolatility : config.calmVolatility;
    const sigma = volatility / root;
    const jumpsNow = jumpRng.uniform() < jumpChance;
    const jumpTick = jumpRng.below(ticks);
    let top = price;
    let bottom = price;
    open[i] = price;
    let logMove = 0;
    const known = config.signal === 0 ? 0 : config.signal * planted.next() * (volatility / barRoot);
    for (let k = 0; k < ticks; k++) {
      const z = shared * path.market[i * ticks + k]! + apart * own();
      let step = driftPerTick - 0.5 * sigma * sigma + sigma * z;
      if (jumpsNow && k === jumpTick) step += config.jumpSize * jumpNormal();
      if (known !== 0) step += known / ticks;
      logMove += step;
      price = Math.max(price * exp(step), 1e-9);
      top = Math.max(top, price);
      bottom = Math.min(bottom, price);
    }
    planted.see(logMove / (volatility / barRoot));
    high[i] = top;
    low[i] = bottom;
    close[i] = price;
    const busy = volatility / config.calmVolatility;
    const surprise = Math.abs(logMove) / (sigma * Math.sqrt(ticks));
    volume[i] = config.baseVolume * busy * (0.5 + 0.5 * surprise) * exp(0.25 * volumeNormal());
    if (i % checkpointEvery === 0) {
      path.control.report({
        done: path.asset * n + i,
        total: config.assets * n,
        label: `Making asset ${path.asset + 1} of ${config.assets}`,
      });
      await path.control.checkpoint();
    }
  }
  return { time: path.time.slice(), open, high, low, close, volume };
}
