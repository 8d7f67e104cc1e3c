import type { ProfitBucket, RunAnalysis } from '../run-analysis';
import type { RunResult } from '../run-result';
import { formatCount, formatNumber, formatPercent } from '../views/format';
import { monthNames } from '../views/format-date';
import { tradeLine } from '../views/trade-table';
import { type Html, html } from './html';
import { locale } from './locale';
import { svgBars } from './svg-bars';
import { half } from './svg-frame';
import { svgScatter } from './svg-scatter';
import { reportTable } from './table';

const mostTrades = 1000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Excursions, durations, profit by calendar, and the trades themselves. */
export function tradesSection(result: RunResult, analysis: RunAnalysis): Html {
  const percent = (value: number) => formatPercent(value, 0, locale);
  const { durations, profitBy, excursions } = analysis;
  const shown = result.trades.slice(-mostTrades);
  const left = result.trades.length - shown.length;
  return html`<section><h2>Trades</h2><div class="two">
<div><h3>Worst excursion against result</h3><p class="faint">Across: furthest against the trade while held; up: its result. ▲ won, ▼ lost</p>${svgScatter(
    excursions.map((t) => ({ across: t.worst, up: t.result, won: t.result > 0 })),
    {
      height: 240,
      width: half,
      text: percent,
      summary: `${excursions.length} closed trades by worst excursion and result.`,
    },
  )}</div>
<div><h3>Bars held</h3>${svgBars(
    durations.counts.map((count, i) => ({
      label: formatCount(durations.edges[i]!, locale),
      values: [count],
    })),
    ['Trades'],
    {
      height: 240,
      width: half,
      verticalText: (v) => formatCount(v, locale),
      summary: 'Closed trades by bars held.',
    },
  )}</div>
<div><h3>Profit by weekday of entry</h3>${profit(profitBy.weekday, (b) => weekdays[b] ?? '')}</div>
<div><h3>Profit by month of entry</h3>${profit(profitBy.month, (b) => monthNames[b] ?? '')}</div>
</div>
<details><summary>${formatCount(shown.length, locale)} trades${left > 0 ? ` (the last of ${formatCount(result.trades.length, locale)})` : ''}</summary>
${reportTable(
  [
    '#',
    'Side',
    'Entry',
    'Price',
    'Exit',
    'Price',
    'Bars',
    'Units',
    'Net P&L',
    'Return',
    'Costs',
    'Exit reason',
  ],
  shown.map((trade) => {
    const line = tradeLine(trade, result.data, locale);
    return [
      String(line.number),
      line.side,
      line.entryTime,
      line.entryPrice,
      line.exitTime,
      line.exitPrice,
      line.bars,
      line.quantity,
      html`<span class="${line.tone}">${line.pnl}</span>`,
      line.returnFraction,
      line.costs,
      line.exitReason,
    ];
  }),
  result.emptyReason ?? 'No trades.',
)}</details></section>`;
}

function profit(buckets: readonly ProfitBucket[], name: (bucket: number) => string): Html {
  return svgBars(
    buckets.map((b) => ({ label: name(b.bucket), values: [b.profit] })),
    ['Profit'],
    {
      height: 180,
      width: half,
      verticalText: (value) => formatNumber(value, 0, locale),
      summary: 'Profit of closed trades by when they were entered.',
    },
  );
}
