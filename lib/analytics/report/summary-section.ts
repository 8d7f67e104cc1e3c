import { intervalLabel } from '../../market/interval';
import type { RunResult } from '../run-result';
import { formatCount, formatHash } from '../views/format';
import { formatDateTime, formatZone } from '../views/format-date';
import { kpiStrip } from '../views/kpi-strip';
import { type Html, html } from './html';
import { locale } from './locale';

export interface ReportHeading {
  /** The run's name where its owner gave it one, else its title. */
  readonly name: string;
  /** Address that opens the run and checks it; null where it has none. */
  readonly address: string | null;
}

/** Name, data, key figures, and what to read them with. */
export function summarySection(result: RunResult, heading: ReportHeading): Html {
  const { data, identity, period } = result;
  const at = (bar: number) =>
    formatDateTime(result.curves.time[bar]!, data.timeZone, data.intervalMs);
  const bars = period.endBar - period.firstBar;
  return html`<header>
<h1>${heading.name}</h1>
<p class="dim">${heading.name === result.title ? '' : `${result.title} · `}${data.name} · ${intervalLabel(data.intervalMs)} · ${at(period.firstBar)} to ${at(period.endBar - 1)} · ${formatCount(bars, locale)} bars · ${formatZone(data.timeZone)} · in ${data.quoteCurrency}</p>
${period.splitBar === null ? null : html`<p class="dim">Out of sample from ${at(period.splitBar)}.</p>`}
<p class="faint">Ledger <span class="mono">${formatHash(identity.ledgerHash)}</span> · data <span class="mono">${formatHash(identity.dataFingerprint)}</span> · engine ${identity.engineVersion} · seed ${result.config.seed}</p>
${heading.address === null ? null : html`<p class="faint">Whoever opens <a href="${heading.address}">this link</a> has the run recomputed and checked in their own browser.</p>`}
</header>
${result.emptyReason === null ? null : html`<section class="notes"><b>No trades.</b> ${result.emptyReason}</section>`}
${
  result.honesty.length === 0
    ? null
    : html`<section class="notes"><b>Read with care.</b> ${result.honesty.map((note) => html`<p><b>${note.lead}</b> ${note.text}</p>`)}</section>`
}
<section><h2>Key figures</h2><dl class="kpis">${kpiStrip(result, locale).map(
    (item) =>
      html`<div title="${item.reason ?? item.help}"><dt>${item.label}</dt><dd class="${item.tone}">${item.value}<small>${item.reason ?? item.sub}</small></dd></div>`,
  )}</dl></section>`;
}
