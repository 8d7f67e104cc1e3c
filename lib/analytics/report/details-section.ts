import type { RunResult } from '../run-result';
import { metricsTable } from '../views/metrics-table';
import { runCard } from '../views/run-card';
import { type Html, html } from './html';
import { locale } from './locale';
import { reportTable } from './table';

/** Every figure, every setting and the hashes: enough to get the run again. */
export function detailsSection(result: RunResult): Html {
  return html`<section><h2>All figures</h2>
${metricsTable(result, locale).map(
  (group) =>
    html`<h3>${group.title}</h3>${reportTable(
      ['', 'This run', result.benchmarkLabel],
      group.rows.map((row) => [
        row.label,
        row.reason === null
          ? html`<span class="${row.tone}">${row.value}</span>`
          : html`${row.value} <span class="faint">${row.reason}</span>`,
        row.benchmark,
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
