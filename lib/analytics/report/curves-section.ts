import type { RunAnalysis } from '../run-analysis';
import type { RunResult } from '../run-result';
import { drawdownLines } from '../views/drawdown-lines';
import { currencyName, formatMoney, formatNumber, formatPercent } from '../views/format';
import { formatDate } from '../views/format-date';
import { type Html, html } from './html';
import { locale } from './locale';
import { svgLines } from './svg-lines';
import { reportTable } from './table';
import { timeLabels } from './time-axis';

/** Equity and drawdown over the measured period, with the benchmark and the split. */
export function curvesSection(result: RunResult): Html {
  const { data, curves, period, benchmarkLabel } = result;
  const part = (column: Float64Array) => column.subarray(period.firstBar, period.endBar);
  const below = timeLabels(part(curves.time), data.timeZone);
  const bars = period.endBar - period.firstBar;
  const marks =
    period.splitBar === null
      ? []
      : [
          {
            place: (period.splitBar - period.firstBar) / Math.max(1, bars - 1),
            text: `Out of sample from ${formatDate(curves.time[period.splitBar]!, data.timeZone)}`,
          },
        ];
  const money = (value: number) => formatMoney(value, data.quoteCurrency, { decimals: 0, locale });
  const last = (column: Float64Array) => column[period.endBar - 1]!;
  const percent = (value: number) => formatPercent(value, 0, locale);
  return html`<section><h2>Equity</h2><p class="faint">${currencyName(data.quoteCurrency)}, logarithmic</p>
${svgLines(
  [
    {
      label: benchmarkLabel,
      last: money(last(curves.benchmark)),
      values: part(curves.benchmark),
      look: 'bench',
    },
    {
      label: 'This run',
      last: money(last(curves.equity)),
      values: part(curves.equity),
      look: 'run',
    },
  ],
  {
    height: 280,
    log: true,
    below,
    marks,
    verticalText: (value) => formatNumber(value, 0, locale),
    summary: `Equity of the run ends at ${money(last(curves.equity))}, ${benchmarkLabel} at ${money(last(curves.benchmark))}.`,
  },
)}
<h3>Drawdown</h3>
${svgLines(
  [
    {
      label: benchmarkLabel,
      last: formatPercent(last(curves.benchmarkDrawdown), 1, locale),
      values: part(curves.benchmarkDrawdown),
      look: 'bench',
    },
    {
      label: 'This run',
      last: formatPercent(last(curves.drawdown), 1, locale),
      values: part(curves.drawdown),
      look: 'loss',
      fill: true,
    },
  ],
  {
    height: 160,
    include: 0,
    below,
    marks: marks.map(({ place }) => ({ place, text: '' })),
    verticalText: percent,
    summary: `The deepest fall below an earlier peak is ${formatPercent(-(result.figures.maxDrawdown.value ?? 0), 1, locale)}.`,
  },
)}
<h3>Worst drawdowns</h3>
${reportTable(
  ['', 'Depth', 'Peak', 'Trough', 'Recovered', 'Bars'],
  drawdownLines(result, locale)
    .slice(0, 10)
    .map((line) => [
      String(line.rank),
      line.depth,
      line.peak,
      line.trough,
      line.recovery,
      line.bars,
    ]),
  'Equity was never below an earlier peak.',
)}
</section>`;
}

/** Sharpe, volatility and beta over a moving window. */
export function rollingSection(result: RunResult, { rolling }: RunAnalysis): Html {
  const below = timeLabels(rolling.time, result.data.timeZone);
  const chart = (
    title: string,
    values: readonly (number | null)[],
    text: (v: number) => string,
  ) => {
    const last = values.at(-1) ?? null;
    const shown = last === null ? '–' : text(last);
    return html`<div><h3>${title}</h3>${svgLines(
      [{ label: title, last: shown, values, look: 'run' }],
      {
        height: 160,
        include: 0,
        below,
        verticalText: text,
        summary: `${title} over ${rolling.window} periods, last ${shown}.`,
      },
    )}</div>`;
  };
  return html`<section><h2>Rolling figures</h2><p class="faint">Over ${rolling.window} measured periods</p>
${chart('Sharpe', rolling.sharpe, (v) => formatNumber(v, 2, locale))}
${chart('Volatility', rolling.volatility, (v) => formatPercent(v, 1, locale))}
${chart(`Beta to ${result.benchmarkLabel}`, rolling.beta, (v) => formatNumber(v, 2, locale))}</section>`;
}
