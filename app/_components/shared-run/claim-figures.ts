import type { RunResult } from '../../../lib/analytics/run-result';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedPercent,
} from '../../../lib/analytics/views/format';
import type { LinkClaim } from '../../../workers/backtest.client';

export interface ClaimRow {
  readonly label: string;
  readonly claimed: string;
  /** null = not recomputed yet. */
  readonly here: string | null;
  readonly equal: boolean | null;
}

type FigureKey = keyof LinkClaim['figures'];

/** The figures of a claim in reading order, beside those recomputed here. Equality is of the numbers, not of their text. */
export function claimFigures(claim: LinkClaim, result: RunResult | null): ClaimRow[] {
  const money = (x: number | null) => formatMoney(x, claim.quoteCurrency, { decimals: 2 });
  const rows: readonly [
    string,
    FigureKey,
    (x: number | null) => string,
    (r: RunResult) => number | null,
  ][] = [
    [
      'Net return',
      'totalReturn',
      (x) => formatSignedPercent(x, 2),
      (r) => r.figures.totalReturn.value,
    ],
    ['CAGR', 'cagr', (x) => formatSignedPercent(x, 2), (r) => r.figures.cagr.value],
    ['Sharpe', 'sharpe', (x) => formatNumber(x, 3), (r) => r.figures.sharpe.value],
    [
      'Max drawdown',
      'maxDrawdown',
      (x) => formatPercent(x === null ? null : -x, 2),
      (r) => r.figures.maxDrawdown.value,
    ],
    ['Trades', 'trades', formatCount, (r) => r.trades.length],
    ['Win rate', 'winRate', (x) => formatPercent(x, 1), (r) => r.figures.winRate.value],
    [
      'Profit factor',
      'profitFactor',
      (x) => formatNumber(x, 3),
      (r) => r.figures.profitFactor.value,
    ],
    ['Costs paid', 'costsPaid', money, (r) => r.figures.costsPaid.value],
  ];
  return rows.map(([label, key, format, read]) => {
    const claimed = claim.figures[key];
    const here = result === null ? null : read(result);
    return {
      label,
      claimed: format(claimed),
      here: result === null ? null : format(here),
      equal: result === null ? null : sameFigure(claimed, here),
    };
  });
}

/** Claims may be shortened in the link; they agree to nine digits or are different figures. */
function sameFigure(claimed: number | null, here: number | null): boolean {
  if (claimed === null || here === null) return claimed === here;
  return Math.abs(claimed - here) <= 1e-9 * Math.max(1, Math.abs(here));
}
