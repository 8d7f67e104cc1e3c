import { createRng, type Rng } from '../../core/rng';
import { DAY_MS, daysFromCivil, MINUTE_MS } from '../../market/civil-date';
import type { Candle } from '../../market/exchange/exchange-port';
import { type VenueListing, type VenueMarket, type VenueSeries, venueMarket } from './venue-market';

/** Days of the market: the past it opens with and the longest time it is played. */
export const replayDays = { history: 60, played: 420 } as const;
/** Open of the market's first bar. */
export const replayStart = daysFromCivil(2024, 1, 1) * DAY_MS;

const minutes = DAY_MS / MINUTE_MS;
/** Steps of the price within a minute, from which its high and low come. */
const ticks = 4;
const steps = minutes * ticks;
/** Parts of a day that are calm or stressed as a whole. */
const spells = 6;
/** Days held ready, all symbols together, at 58 kB each: a symbol’s whole list, so that daily bars are cheap the second time. */
const heldDays = 500;

interface ReplaySymbol extends VenueListing {
  readonly startPrice: number;
  /** Standard deviation of a calm day's return. */
  readonly dailyVolatility: number;
  /** Correlation with the factor all coins share. */
  readonly common: number;
  /** Typical volume of a minute, base units. */
  readonly minuteVolume: number;
}

const symbols: readonly ReplaySymbol[] = [
  coin('BTC', { startPrice: 42_000, tickSize: 0.01, dailyVolatility: 0.024, minuteVolume: 18 }),
  coin('ETH', { startPrice: 2_300, tickSize: 0.01, dailyVolatility: 0.03, minuteVolume: 210 }),
  coin('SOL', { startPrice: 105, tickSize: 0.01, dailyVolatility: 0.042, minuteVolume: 2_400 }),
  {
    symbol: 'EUR/USD',
    id: 'EURUSD',
    base: 'EUR',
    quote: 'USD',
    startPrice: 1.1,
    tickSize: 0.00001,
    stepSize: 1,
    dailyVolatility: 0.0045,
    common: 0,
    minuteVolume: 400_000,
  },
];

function coin(
  base: string,
  rest: Pick<ReplaySymbol, 'startPrice' | 'tickSize' | 'dailyVolatility' | 'minuteVolume'>,
): ReplaySymbol {
  const names = { symbol: `${base}/USDT`, id: `${base}USDT`, base, quote: 'USDT' };
  return { ...names, ...rest, stepSize: 0.00001, common: 0.7 };
}

/** Minutes of one day: five columns of {@link minutes} values. */
type Day = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/**
 * The market of the replay exchanges: four symbols around the clock, a minute a bar, the same for the same seed.
 *
 * A day's return is drawn first, then its minutes as a bridge from its open to its close, so that any day is made
 * without those before it. Within a day, spells of four hours are calm or stressed, now and then the price jumps,
 * coins share one factor, and volume grows with the move. Normals are sums of four uniforms: nothing but + − · / √.
 */
export function replayMarket(seed = 1): VenueMarket {
  const rng = createRng(seed).fork('replay-market');
  const held = new Map<string, Day>();
  return venueMarket(symbols.map((symbol) => replaySeries(symbol, rng, held)));
}

function replaySeries(symbol: ReplaySymbol, rng: Rng, held: Map<string, Day>): VenueSeries {
  const own = rng.fork(symbol.id);
  const days = replayDays.history + replayDays.played + 1;
  const bounds = dayBounds(symbol, own.fork('days'), days);
  const dayOf = (index: number): Day => {
    const key = `${symbol.id}-${index}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const made = makeDay(symbol, {
      open: bounds[index]!,
      close: bounds[index + 1]!,
      own: own.fork(`day-${index}`),
      shared: rng.fork(`shared-${index}`),
    });
    if (held.size >= heldDays) held.delete(held.keys().next().value!);
    held.set(key, made);
    return made;
  };
  let current = -1;
  let day: Day | null = null;
  return {
    listing: symbol,
    intervalMs: MINUTE_MS,
    length: days * minutes,
    bar(index): Candle {
      const at = Math.floor(index / minutes);
      if (at !== current || day === null) {
        day = dayOf(at);
        current = at;
      }
      const k = index - at * minutes;
      const [open, high, low, close, volume] = day;
      return [replayStart + index * MINUTE_MS, open[k]!, high[k]!, low[k]!, close[k]!, volume[k]!];
    },
    indexFrom(timeMs) {
      const index = Math.floor((timeMs - replayStart + MINUTE_MS - 1) / MINUTE_MS);
      return Math.max(0, Math.min(days * minutes, index));
    },
  };
}

/** About a standard normal: the sum of four uniforms, centred and scaled. */
function bell(rng: Rng): number {
  const sum = rng.uniform() + rng.uniform() + rng.uniform() + rng.uniform();
  return (sum - 2) * 1.7320508075688772;
}

/** Prices at the starts of the days, one more than there are days. */
function dayBounds(symbol: ReplaySymbol, rng: Rng, days: number): Float64Array {
  const bounds = new Float64Array(days + 1);
  const { startPrice, dailyVolatility, tickSize } = symbol;
  bounds[0] = startPrice;
  for (let i = 1; i <= days; i++) {
    const before = bounds[i - 1]!;
    // A weak pull back to the first price keeps a year and a half of days in sight of it.
    const pull = 0.01 * Math.max(-1, Math.min(1, (startPrice - before) / startPrice));
    bounds[i] = onGrid(before * (1 + dailyVolatility * bell(rng) + pull), tickSize);
  }
  return bounds;
}

/** The nearest price on the grid, at least one step. */
function onGrid(price: number, tickSize: number): number {
  const scale = Math.floor(1 / tickSize + 0.5);
  return Math.max(1, Math.floor(price * scale + 0.5)) / scale;
}

function makeDay(
  symbol: ReplaySymbol,
  from: { open: number; close: number; own: Rng; shared: Rng },
): Day {
  const moves = dayMoves(symbol, from.own.fork('moves'), from.shared);
  const day: Day = [0, 0, 0, 0, 0].map(() => new Float64Array(minutes)) as never;
  const [open, high, low, close, volume] = day;
  const busy = from.own.fork('volume');
  const typical = symbol.dailyVolatility / Math.sqrt(minutes);
  let price = from.open;
  for (let k = 0; k < minutes; k++) {
    let top = price;
    let bottom = price;
    open[k] = price;
    for (let j = 1; j <= ticks; j++) {
      const s = k * ticks + j;
      const line = from.open + ((from.close - from.open) * s) / steps;
      price = onGrid(line * (1 + moves[s]! - (moves[steps]! * s) / steps), symbol.tickSize);
      top = Math.max(top, price);
      bottom = Math.min(bottom, price);
    }
    high[k] = top;
    low[k] = bottom;
    close[k] = price;
    const move = Math.abs(price - open[k]!) / (open[k]! * typical);
    const quantity = symbol.minuteVolume * (0.4 + 0.4 * move) * (0.5 + busy.uniform());
    // Four trades of whole steps make up the volume.
    const perStep = Math.floor(1 / symbol.stepSize + 0.5);
    volume[k] = (4 * Math.max(1, Math.floor((quantity * perStep) / 4))) / perStep;
  }
  return day;
}

/** The walk of a day before it is tied to its close: relative moves since the open, one more than there are steps. */
function dayMoves(symbol: ReplaySymbol, own: Rng, shared: Rng): Float64Array {
  const moves = new Float64Array(steps + 1);
  const together = Math.sqrt(symbol.common);
  const apart = Math.sqrt(1 - symbol.common);
  const sigma = symbol.dailyVolatility / Math.sqrt(steps);
  const stressed: boolean[] = [];
  for (let i = 0; i < spells; i++) stressed.push(shared.uniform() < (stressed[i - 1] ? 0.6 : 0.15));
  const jumpAt = own.uniform() < 0.1 ? own.below(steps) : -1;
  for (let s = 0; s < steps; s++) {
    const scale = stressed[Math.floor((s * spells) / steps)] ? 2 * sigma : 0.8 * sigma;
    let step = scale * (together * bell(shared) + apart * bell(own));
    if (s === jumpAt) step += 0.8 * symbol.dailyVolatility * bell(own);
    moves[s + 1] = moves[s]! + step;
  }
  return moves;
}
