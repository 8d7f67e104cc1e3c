import type { RunResult } from '../run-result';
import { metricsTable, type PartValue } from '../views/metrics-table';
import { runCard } from '../views/run-card';
import { type Html, html } from './html';
import { locale } from './locale';
import { reportTable } from './table';

const valueCell = ({ value, tone, reason }: PartValue): Html =>
  reason === null
    ? html`<span class="${tone}">${value}</span>`
    : html`${value} <span class="faint">${reason}</span>`;

/** Every figure, every setting and the hashes: enough to get the run again. */
export function detailsSection(result: RunResult): Html {
  const split = result.samples !== null;
  const heads = split
    ? ['', 'Whole period', 'In sample', 'Out of sample', result.benchmarkLabel]
    : ['', 'This run', result.benchmarkLabel];
  return html`<section><h2>All figures</h2>
${metricsTable(result, locale).map(
  (group) =>
    html`<h3>${group.title}</h3>${reportTable(
      heads,
      group.rows.map((row) => [
        row.label,
        valueCell(row),
        ...(split
          ? [
              row.samples === null ? '' : valueCell(row.samples.inSample),
              row.samples === null ? '' : valueCell(row.samples.outOfSample),
            ]
          : []),
        row.benchmarkReason === null
          ? row.benchmark
          : html`${row.benchmark} <span class="faint">${row.benchmarkReason}</span>`,
      ]),
      '',
    )}`,
)}</section>
<section><h2>How to get it again</h2>
${runCard(result, locale).map(
  (group) =>
    html`<h3>${group.title}</h3>${reportTable(
      ['', ''],
      group.rows.map((row) => [
        row.label,
        row.fixedWidth ? html`<span class="mono">${row.full ?? row.value}</span>` : row.value,
      ]),
      '',
    )}`,
)}</section>`;
}
