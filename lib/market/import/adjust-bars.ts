import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { BarColumns } from '../bars';
import { DAY_MS, formatMinute } from '../civil-date';
import { zoneClock } from '../zone';
import type { ParsedRows } from './parsed-rows';
import type { ImportRecipe } from './recipe.schema';

const slice = 1 << 16;

/**
 * Bars with splits, and dividends where the recipe says so, taken out of their prices: open, high, low and close times
 * a factor, volume divided by it, so that what was traded keeps its value.
 *
 * - adjusted close: factor = adjusted close / close of the same row; close becomes the adjusted close itself
 * - events: the factor before a row with split s and dividend d is that of the row times (1 − d / (c / s)) / s, where c
 *   is the close before; the last row has factor 1 (CRSP, "Data definitions: cumulative factor to adjust price")
 * - factors: those of the first listed day that is not before the bar's, in the zone times are shown in
 *
 * @param bars in order of time @param rowOfBar parsed row of each bar, null where bar i is row i
 * @throws {DataError} where a factor isn't above 0 or the factors end before the bars; {CancelledError}
 */
export async function adjustBars(
  bars: BarColumns,
  rows: ParsedRows,
  rowOfBar: Uint32Array | null,
  recipe: Pick<ImportRecipe, 'adjustment' | 'timeZone'>,
  control: JobControl,
): Promise<BarColumns> {
  const { adjustment } = recipe;
  if (adjustment === undefined || adjustment.kind === 'raw') return bars;
  const n = bars.time.length;
  const of = (column: Float64Array | null, bar: number): number =>
    column?.[rowOfBar?.[bar] ?? bar] ?? 0;
  const factor = new Float64Array(n);
  if (adjustment.kind === 'adjusted-close') {
    for (let i = 0; i < n; i++) factor[i] = of(rows.adjustedClose, i) / bars.close[i]!;
  } else if (adjustment.kind === 'events') {
    let product = 1;
    for (let i = n - 1; i >= 0; i--) {
      factor[i] = product;
      const split = of(rows.split, i) || 1;
      const dividend = of(rows.dividend, i);
      if (i === 0 || (split === 1 && dividend === 0)) continue;
      const kept = 1 - dividend / (bars.close[i - 1]! / split);
      if (!(kept > 0)) {
        throw new DataError(
          `The dividend ${dividend} of ${formatMinute(bars.time[i]!)} is not below the close before it, ${bars.close[i - 1]}.`,
          { row: rows.lineOf(rowOfBar?.[i] ?? i), column: 'dividend' },
        );
      }
      product *= kept / split;
    }
  } else {
    listedFactors(bars.time, adjustment, recipe.timeZone, factor);
  }
  const { time, open, high, low, close, volume } = bars;
  const out = {
    open: new Float64Array(n),
    high: new Float64Array(n),
    low: new Float64Array(n),
    close: new Float64Array(n),
    volume: new Float64Array(n),
  };
  for (let from = 0; from < n; from += slice) {
    const to = Math.min(n, from + slice);
    for (let i = from; i < to; i++) {
      const f = factor[i]!;
      const last = adjustment.kind === 'adjusted-close' ? of(rows.adjustedClose, i) : close[i]! * f;
      out.close[i] = last;
      out.open[i] = open[i]! * f;
      // Rounding may not put the close outside: where it was the high or the low it stays so.
      out.high[i] = high[i]! * f;
      out.low[i] = low[i]! * f;
      if (close[i] === high[i] || (close[i]! < high[i]! && last > out.high[i]!)) out.high[i] = last;
      if (close[i] === low[i] || (close[i]! > low[i]! && last < out.low[i]!)) out.low[i] = last;
      if (open[i] === high[i]) out.open[i] = out.high[i]!;
      else if (open[i] === low[i]) out.open[i] = out.low[i]!;
      out.volume[i] = volume[i]! / f;
    }
    control.report({ done: to, total: n, label: 'Adjusting prices' });
    await control.checkpoint();
  }
  return { time, ...out };
}

function listedFactors(
  time: Float64Array,
  adjustment: Extract<ImportRecipe['adjustment'], { kind: 'factors' }>,
  timeZone: string,
  factor: Float64Array,
): void {
  const { rows, dividends } = adjustment;
  const clock = zoneClock(timeZone);
  let k = 0;
  for (let i = 0; i < time.length; i++) {
    const day = Math.floor((time[i]! + clock.offsetAt(time[i]!)) / DAY_MS);
    while (k < rows.length && rows[k]! < day) k += 3;
    if (k >= rows.length) {
      throw new DataError(
        `${adjustment.fileName} ends before the bar of ${formatMinute(time[i]!)}. Get a newer one, or import unadjusted prices.`,
        { file: adjustment.fileName },
      );
    }
    factor[i] = dividends ? rows[k + 1]! * rows[k + 2]! : rows[k + 2]!;
  }
}
