import type { RunResult } from '../analytics/run-result';
import { type MetricsRow, metricsTable } from '../analytics/views/metrics-table';
import { sampleTitles } from '../analytics/views/sample-titles';
import { countText } from '../core/count-text';
import { DAY_MS, formatDay } from '../market/civil-date';

/** `2020-12-31`, in UTC. */
export const utcDay = (time: number): string => formatDay(Math.floor(time / DAY_MS));

/** The command line speaks one language on every machine. */
const locale = 'en-US';
const labelWidth = 36;
const valueWidth = 16;

const line = (label: string, value: string): string => `  ${label.padEnd(22)}${value}\n`;

/** `1 d`, `15 min`. */
export function intervalText(intervalMs: number): string {
  const units: readonly [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  for (const [ms, unit] of units) if (intervalMs % ms === 0) return `${intervalMs / ms} ${unit}`;
  return `${intervalMs} ms`;
}

/** The tearsheet in plain lines, as the page words it: every figure by group, both samples beside it with a split. */
export function resultText(result: RunResult): string {
  const { data, identity } = result;
  const span = `${utcDay(data.firstTime)} to ${utcDay(data.lastTime)}`;
  let text = `${result.title} on ${data.name}, ${intervalText(data.intervalMs)}, ${countText(data.bars)} bars, ${span}\n`;
  if (result.emptyReason !== null) text += `  ${result.emptyReason}\n`;
  text += periodLines(result);
  text += line('Benchmark', result.benchmarkLabel);
  const { periodsPerYear, how, basis } = result.annualisation;
  text += line(
    'Annualised by',
    `${Math.round(periodsPerYear * 100) / 100} periods a year (${how}, ${basis})`,
  );
  for (const note of result.honesty)
    text += `  ! ${note.lead}${note.text.startsWith(' ') ? '' : ' '}${note.text}\n`;
  text += figureLines(result);
  text += line('Run', identity.runId);
  text += line('Data', identity.dataFingerprint);
  text += line('Ledger', identity.ledgerHash);
  text += line('Equity', identity.equityHash);
  text += line('Engine', `${identity.engineVersion}, semantics ${identity.semanticsVersion}`);
  return text;
}

/** Which bars are measured, where that is not all of them. */
function periodLines(result: RunResult): string {
  const { firstBar, splitBar } = result.period;
  const { period } = result.config;
  if (firstBar === 0 && splitBar === null && period.to === null) return '';
  const [whole, inSample, outOfSample] = sampleTitles(result);
  let text = line('Measured', whole.span);
  if (splitBar === null) return text;
  for (const part of [inSample, outOfSample]) text += line(part.title, part.span);
  return text;
}

function figureLines(result: RunResult): string {
  const split = result.samples !== null;
  const heads = ['Run', 'Benchmark', ...(split ? ['In sample', 'Out of sample'] : [])];
  let text = `${row('', heads)}\n`;
  for (const { title, rows } of metricsTable(result, locale)) {
    text += `${title}\n`;
    for (const figure of rows)
      text += `${row(figure.label, valuesOf(figure, split))}${why(figure)}\n`;
  }
  return text;
}

function valuesOf({ value, benchmark, samples }: MetricsRow, split: boolean): string[] {
  if (!split) return [value, benchmark];
  return [value, benchmark, samples?.inSample.value ?? '', samples?.outOfSample.value ?? ''];
}

/** Why a cell of the line is `–`; each reason once. */
function why({ reason, benchmarkReason, samples }: MetricsRow): string {
  const reasons = [
    reason,
    benchmarkReason,
    samples?.inSample.reason ?? null,
    samples?.outOfSample.reason ?? null,
  ];
  const said = new Set(reasons.filter((cause) => cause !== null));
  return said.size === 0 ? '' : `  (${[...said].join('; ')})`;
}

const row = (label: string, values: readonly string[]): string =>
  `  ${label.padEnd(labelWidth)}${values.map((value) => value.padStart(valueWidth)).join('')}`.trimEnd();
