import { ConfigError } from '../core/errors';
import type { AccountConfig } from '../execution/account.schema';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { RateSeries } from '../market/rate-series';

/** Rates in the order in which they are charged. */
export interface FundingRates {
  /** Number of the first charge after a time, UTC epoch ms. */
  after(time: number): number;
  /** Infinity beyond the last charge. */
  timeAt(charge: number): number;
  /** Fraction of the position's value; longs pay a positive rate. */
  rateAt(charge: number): number;
}

const eightHoursMs = 28_800_000;

/** One rate, charged at 00:00, 08:00 and 16:00 UTC as perpetual futures commonly are. */
export function everyEightHours(rate: number): FundingRates {
  return {
    after: (time) => Math.floor(time / eightHoursMs) + 1,
    timeAt: (charge) => charge * eightHoursMs,
    rateAt: () => rate,
  };
}

/** Imported rates. Before the first and after the last nothing is charged. */
export function ratesOf(series: RateSeries): FundingRates {
  const { time, rate } = series;
  return {
    after(at) {
      let low = 0;
      let high = time.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (time[middle]! <= at) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    timeAt: (charge) => time[charge] ?? Number.POSITIVE_INFINITY,
    rateAt: (charge) => rate[charge]!,
  };
}

/**
 * The rates an account is charged, null where there are none.
 * @throws {ConfigError} for funding from a series without one
 */
export function fundingRatesOf(
  account: Pick<AccountConfig, 'funding' | 'fundingRate'>,
  series: RateSeries | undefined,
): FundingRates | null {
  switch (account.funding) {
    case 'none':
      return null;
    case 'constant':
      return everyEightHours(account.fundingRate);
    case 'series':
      if (series !== undefined) return ratesOf(series);
      throw new ConfigError('The funding rates were not given.', 'account.fundingSeries');
  }
}

/**
 * What each bar is charged: the sum of the rates whose time lies after the open of the bar before and up to its own
 * open. Bar 0 is charged nothing, as nothing was held before it.
 */
export class FundingColumn {
  readonly column: Column;
  private ready = 0;
  private charge = 0;

  constructor(
    private readonly store: ColumnStore,
    private readonly time: Float64Array,
    private readonly rates: FundingRates,
  ) {
    this.column = store.column(time.length);
  }

  /** States the bars up to `to`, not included, whose times must be known. */
  advanceTo(to: number): void {
    const { time, rates, ready } = this;
    if (to <= ready) return;
    const values = this.store.view(this.column, ready, to);
    if (ready === 0) {
      this.charge = rates.after(time[0]!);
      values[0] = 0;
    }
    for (let i = Math.max(1, ready); i < to; i++) {
      let sum = 0;
      for (; rates.timeAt(this.charge) <= time[i]!; this.charge++) sum += rates.rateAt(this.charge);
      values[i - ready] = sum;
    }
    this.ready = to;
  }
}
