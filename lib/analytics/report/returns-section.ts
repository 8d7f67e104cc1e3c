import type { Distribution, RunAnalysis } from '../run-analysis';
import type { RunResult } from '../run-result';
import { formatCount, formatNumber, formatPercent, formatSignedPercent } from '../views/format';
import { monthNames } from '../views/format-date';
import { monthlyHeatmap } from '../views/monthly-heatmap';
import { type Html, html } from './html';
import { locale } from './locale';
import { svgBars } from './svg-bars';
import { half } from './svg-frame';
import { reportTable } from './table';

/** Years, months and the distribution of returns. */
export function returnsSection(result: RunResult, analysis: RunAnalysis): Html {
  const percent = (value: number) => formatPercent(value, 0, locale);
  const heat = monthlyHeatmap(result.monthly, locale);
  return html`<section><h2>Returns by year and month</h2>
${svgBars(
  analysis.yearly.map(({ year, run, benchmark }) => ({
    label: String(year),
    values: [run, benchmark],
  })),
  ['This run', result.benchmarkLabel],
  {
    height: 200,
    verticalText: percent,
    summary: `Yearly returns of the run beside ${result.benchmarkLabel}.`,
  },
)}
${reportTable(
  ['Year', ...monthNames, 'Year'],
  heat.rows.map((row) => [
    String(row.year),
    ...[...row.months, row.total].map((cell) =>
      cell.value === null
        ? ''
        : html`<span class="${/[1-9]/.test(cell.text) ? (cell.value < 0 ? 'down' : 'up') : 'dim'}">${cell.text}</span>`,
    ),
  ]),
  'There is no whole month.',
)}</section>
<section><h2>Distributions</h2><div class="two">
<div><h3>Measured returns</h3>${distribution(analysis.returns, result.annualisation.basis === 'daily' ? 'days' : 'bars')}</div>
<div><h3>Returns of closed trades</h3>${distribution(analysis.tradeReturns, 'trades')}</div>
</div></section>`;
}

function distribution(values: Distribution, unit: string): Html {
  if (values.n === 0)
    return html`<p class="empty">${values.mean.reason ?? 'Nothing to measure.'}</p>`;
  const groups = values.counts.map((count, i) => ({
    label: formatPercent((values.edges[i]! + values.edges[i + 1]!) / 2, 1, locale),
    values: [count],
  }));
  return html`${svgBars(groups, ['Count'], {
    height: 200,
    width: half,
    verticalText: (value) => formatCount(value, locale),
    summary: `${formatCount(values.n, locale)} ${unit}, mean ${formatSignedPercent(values.mean.value, 2, locale)}.`,
    ...(values.normal.length === values.counts.length && {
      curve: { label: 'normal with the same mean and deviation', values: values.normal },
    }),
  })}
<p class="faint">${formatCount(values.n, locale)} ${unit}, mean ${formatSignedPercent(values.mean.value, 3, locale)}, deviation ${formatPercent(values.deviation.value, 3, locale)}</p>
${reportTable(
  values.quantiles.map(({ p }) => `${formatNumber(p * 100, 0, locale)}%`),
  [values.quantiles.map(({ value }) => formatSignedPercent(value, 2, locale))],
  '',
)}`;
}
