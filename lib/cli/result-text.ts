import type { RunResult } from '../analytics/run-result';
import { countText } from '../core/count-text';
import { DAY_MS, formatDay } from '../market/civil-date';
import type { Metric } from '../statistics/metric';
import { figureText, percentText } from '../strategies/figure-text';

/** `2020-12-31`, in UTC. */
export const utcDay = (time: number): string => formatDay(Math.floor(time / DAY_MS));

const or = (m: Metric, text: (value: number) => string): string =>
  m.value === null ? `– (${m.reason})` : text(m.value);
const percent = (m: Metric): string => or(m, percentText);
const money = (m: Metric): string => or(m, figureText);
const ratio = (m: Metric): string => or(m, (x) => x.toFixed(2).replace('-', '−'));
const count = (m: Metric): string => or(m, String);

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

/** The tearsheet in plain lines, as the page words it. */
export function resultText(result: RunResult): string {
  const { data, figures: f, identity, benchmark } = result;
  const span = `${utcDay(data.firstTime)} to ${utcDay(data.lastTime)}`;
  let text = `${result.title} on ${data.name}, ${intervalText(data.intervalMs)}, ${countText(data.bars)} bars, ${span}\n`;
  if (result.emptyReason !== null) text += `  ${result.emptyReason}\n`;
  text += line(
    'Total return',
    `${percent(f.totalReturn)}   buy and hold ${percent(benchmark.totalReturn)}`,
  );
  text += line('A year (CAGR)', percent(f.cagr));
  text += line(
    'Max drawdown',
    `${percent(f.maxDrawdown)}   buy and hold ${percent(benchmark.maxDrawdown)}`,
  );
  text += line('Sharpe', ratio(f.sharpe));
  text += line('Sortino', ratio(f.sortino));
  text += line('Closed trades', count(f.closedTrades));
  text += line(
    'Win rate',
    f.winRate.value === null
      ? percent(f.winRate)
      : `${percent(f.winRate)} (95 %: ${percent(f.winRateLow)} to ${percent(f.winRateHigh)})`,
  );
  text += line('Profit factor', ratio(f.profitFactor));
  text += line('Exposure', percent(f.exposure));
  text += line('Costs paid', `${money(f.costsPaid)} ${data.quoteCurrency}`);
  text += line('Final equity', `${money(f.finalEquity)} ${data.quoteCurrency}`);
  const { periodsPerYear, how, basis } = result.annualisation;
  text += line(
    'Annualised by',
    `${Math.round(periodsPerYear * 100) / 100} periods a year (${how}, ${basis})`,
  );
  for (const note of result.honesty)
    text += `  ! ${note.lead}${note.text.startsWith(' ') ? '' : ' '}${note.text}\n`;
  text += line('Run', identity.runId);
  text += line('Data', identity.dataFingerprint);
  text += line('Ledger', identity.ledgerHash);
  text += line('Equity', identity.equityHash);
  text += line('Engine', `${identity.engineVersion}, semantics ${identity.semanticsVersion}`);
  return text;
}
