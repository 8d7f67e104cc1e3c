import { atOnce, type SlicedWork } from '../../core/sliced-work';
import type { RunAnalysis } from '../run-analysis';
import type { RunResult } from '../run-result';
import { accountSection } from './account-section';
import { curvesSection, rollingSection } from './curves-section';
import { detailsSection } from './details-section';
import { Html, html } from './html';
import { reportStyle } from './report-style';
import { returnsSection } from './returns-section';
import { type ReportHeading, summarySection } from './summary-section';
import { tradesSection } from './trades-section';

export type { ReportHeading };

/**
 * The tearsheet of a run as one HTML file that needs nothing else: style and drawings are in it, and its own policy
 * keeps it from loading anything. Equal runs give equal bytes.
 * The module must be loaded (logarithmic axes).
 */
export function buildReport(
  result: RunResult,
  analysis: RunAnalysis,
  heading: ReportHeading,
): string {
  return atOnce(reportHtmlWork(result, analysis, heading));
}

/** {@link buildReport} in slices. */
export function* reportHtmlWork(
  result: RunResult,
  analysis: RunAnalysis,
  heading: ReportHeading,
): SlicedWork<string> {
  const bars = result.curves.time.length;
  const sections: Html[] = [summarySection(result, heading)];
  yield bars;
  sections.push(curvesSection(result));
  yield 4 * bars;
  sections.push(returnsSection(result, analysis), rollingSection(result, analysis));
  yield 100_000;
  sections.push(tradesSection(result, analysis));
  yield 100 * result.trades.length;
  sections.push(accountSection(result, analysis), detailsSection(result));
  yield 100_000;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${heading.name} · Lookback</title><style>${new Html(reportStyle)}</style></head>
<body><main>${sections}
<p class="faint">Made with Lookback. Past results say little about future ones.</p></main></body></html>
`.text;
}
