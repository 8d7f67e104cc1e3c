import type { PlotSeries, RunResult } from '../../../lib/analytics/run-result';
import { formatCompact } from '../../../lib/analytics/views/axis-text';
import {
  formatNumber,
  formatPercent,
  formatSignedPercent,
} from '../../../lib/analytics/views/format';
import type { Metric } from '../../../lib/statistics/metric';
import type { CandleWindow } from '../../../workers/backtest.client';

export interface CandleValues {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Close not under open. */
  readonly rising: boolean;
}

/** The candle that holds `bar`, or null where the window doesn't reach. */
export function candleAt(window: CandleWindow | null, bar: number): CandleValues | null {
  if (!window || bar < window.fromBar || bar >= window.toBar) return null;
  const i = Math.floor((bar - window.fromBar) / window.step);
  const [open, high, low, close] = [window.open, window.high, window.low, window.close].map(
    (column) => column[i],
  );
  if (open === undefined || high === undefined || low === undefined || close === undefined) {
    return null;
  }
  return { open, high, low, close, rising: close >= open };
}

/** Value of a line at a bar as shown in a legend: `3,101.20`, `–` while it isn't available. */
export function plotValue(plot: PlotSeries, bar: number, decimals: number): string {
  return formatNumber(plot.values[bar] ?? Number.NaN, plot.pane === 'price' ? decimals : 1);
}

/** `Buy 3,081`: from 1,000 up without decimals, since the mark stands at the exact price anyway. */
export function fillLabel(side: 'buy' | 'sell', price: number, decimals: number): string {
  return `${side === 'buy' ? 'Buy' : 'Sell'} ${formatNumber(price, price >= 1000 ? 0 : decimals)}`;
}

/** What the live region says of a bar. */
export function barSentence(
  result: RunResult,
  window: CandleWindow | null,
  bar: number,
  when: string,
  decimals: number,
): string {
  const candle = candleAt(window, bar);
  const parts = [when];
  if (candle) {
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      parts.push(`${name} ${formatNumber(candle[name], decimals)}`);
    }
  }
  for (const plot of result.plots) {
    if (plot.kind !== 'level') parts.push(`${plot.label} ${plotValue(plot, bar, decimals)}`);
  }
  for (const fill of result.fills) {
    if (fill.bar === bar) parts.push(fillLabel(fill.side, fill.price, decimals));
  }
  parts.push(`equity ${formatNumber(result.curves.equity[bar] ?? Number.NaN, 0)}`);
  parts.push(`drawdown ${formatPercent(result.curves.drawdown[bar] ?? Number.NaN, 1)}`);
  return parts.join(', ');
}

/** One sentence for `role="img"`: what is drawn, from when to when, and what came of it. */
export function chartSummary(result: RunResult, from: string, to: string): string {
  const change = (figure: Metric): string => formatSignedPercent(figure.value, 1);
  const buys = result.fills.filter((fill) => fill.side === 'buy').length;
  return (
    `Candles of ${result.data.name} from ${from} to ${to} with ${buys} buys and ` +
    `${result.fills.length - buys} sells of ${result.title}; over all measured bars equity changed by ` +
    `${change(result.figures.totalReturn)}, ${result.benchmarkLabel} by ${change(result.benchmark.totalReturn)}.`
  );
}

/** Money beside a legend line: whole from 1,000 up, compact from a hundred million. */
export function moneyLabel(value: number): string {
  if (Math.abs(value) >= 1e8) return formatCompact(value);
  return formatNumber(value, Math.abs(value) >= 1000 ? 0 : 2);
}
