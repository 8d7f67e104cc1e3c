import type { BarColumns } from '../market/bars';

/** Candles of one stretch of a chart; each stands for `step` bars, the first and last possibly for fewer. */
export interface CandleColumns {
  /** First bar drawn; moved down to a multiple of `step`, so that panning does not change the candles. */
  readonly fromBar: number;
  /** One past the last bar drawn. */
  readonly toBar: number;
  /** Bars per candle, a power of two; 1 = every bar as it is. */
  readonly step: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Windows of any length in time proportional to the candles asked for, not to the bars behind them. */
export interface CandlePyramid {
  readonly length: number;
  /** Candles of bars `[from, to)`, clipped to what there is, at most `maxPoints` of them. */
  window(from: number, to: number, maxPoints: number): CandleColumns;
}

/** Highs, lows and summed volumes of whole blocks of `span` bars; the last block may hold fewer. */
interface Level {
  readonly span: number;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly volume: Float64Array;
}

const fanOut = 4;

/**
 * Built once over the bars: each level holds the extremes and the volume of four blocks of the level below, a third
 * of the bars' memory in all. Opens, closes and times are read from the bars. The columns are kept, not copied.
 */
export function buildCandlePyramid(bars: BarColumns): CandlePyramid {
  const length = bars.time.length;
  const levels: Level[] = [{ span: 1, high: bars.high, low: bars.low, volume: bars.volume }];
  for (let below = levels[0]!; below.high.length > fanOut; ) {
    below = coarser(below);
    levels.push(below);
  }
  return {
    length,
    window(from, to, maxPoints) {
      const first = Math.max(0, Math.min(length, Math.floor(from)));
      const last = Math.max(first, Math.min(length, Math.floor(to)));
      const limit = Math.max(1, Math.floor(maxPoints));
      let step = 1;
      while (Math.floor((last - 1) / step) - Math.floor(first / step) + 1 > limit) step *= 2;
      const fromBar = Math.floor(first / step) * step;
      const toBar =
        step === 1 ? last : Math.min(length, Math.floor((last - 1) / step) * step + step);
      return candles(bars, levels, fromBar, Math.max(fromBar, toBar), step);
    },
  };
}

function coarser(below: Level): Level {
  const length = Math.floor((below.high.length + fanOut - 1) / fanOut);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const volume = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    mergeBlocks(below, i * fanOut, fanOut, i, { high, low, volume });
  }
  return { span: below.span * fanOut, high, low, volume };
}

function mergeBlocks(
  level: Level,
  start: number,
  count: number,
  into: number,
  out: Pick<Level, 'high' | 'low' | 'volume'>,
): void {
  const end = Math.min(start + count, level.high.length);
  let high = level.high[start]!;
  let low = level.low[start]!;
  let volume = level.volume[start]!;
  for (let i = start + 1; i < end; i++) {
    if (level.high[i]! > high) high = level.high[i]!;
    if (level.low[i]! < low) low = level.low[i]!;
    volume += level.volume[i]!;
  }
  out.high[into] = high;
  out.low[into] = low;
  out.volume[into] = volume;
}

function candles(
  bars: BarColumns,
  levels: readonly Level[],
  fromBar: number,
  toBar: number,
  step: number,
): CandleColumns {
  if (step === 1) {
    const cut = (column: Float64Array): Float64Array => column.slice(fromBar, toBar);
    const { time, open, high, low, close, volume } = bars;
    return {
      fromBar,
      toBar,
      step,
      time: cut(time),
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      volume: cut(volume),
    };
  }
  const count = Math.floor((toBar - fromBar + step - 1) / step);
  const level = levels.findLast((candidate) => candidate.span <= step)!;
  const blocks = step / level.span;
  const out = {
    time: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
    volume: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const start = fromBar + i * step;
    out.time[i] = bars.time[start]!;
    out.open[i] = bars.open[start]!;
    out.close[i] = bars.close[Math.min(start + step, toBar) - 1]!;
    mergeBlocks(level, start / level.span, blocks, i, out);
  }
  return { fromBar, toBar, step, ...out };
}
