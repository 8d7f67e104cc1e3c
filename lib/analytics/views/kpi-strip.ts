import type { Metric } from '../../statistics/metric';
import type { KeyFigures, RunResult } from '../run-result';
import { type FigureId, figureCatalogue, figureHelp } from './figure-catalogue';
import { figureText, figureTone, type Tone } from './figure-text';
import { formatCount, formatNumber, formatPercent, noValueText } from './format';

const tradesLabel = 'Trades';
const confidenceLabel = 'PSR, deflated';

export interface KpiItem {
  readonly id: FigureId | 'trades' | 'confidence';
  readonly label: string;
  readonly value: string;
  /** Line below: the benchmark, an interval or a unit. Empty where there is nothing to say. */
  readonly sub: string;
  readonly tone: Tone;
  readonly help: string;
  /** Why there is no value; null where there is one. */
  readonly reason: string | null;
}

/** Labels of the figures in the order of {@link kpiStrip}, for the time before there are any. */
export const kpiLabels: readonly string[] = (
  [
    'totalReturn',
    'cagr',
    'sharpe',
    'confidence',
    'maxDrawdown',
    'trades',
    'winRate',
    'profitFactor',
    'exposure',
    'costsPaid',
  ] as const
).map((id) =>
  id === 'trades' ? tradesLabel : id === 'confidence' ? confidenceLabel : figureCatalogue[id].label,
);

/** What a phone shows before all of them are asked for. */
export const narrowKpis: ReadonlySet<KpiItem['id']> = new Set([
  'totalReturn',
  'maxDrawdown',
  'sharpe',
]);

/** The figures over the chart, of all measured bars. */
export function kpiStrip(result: RunResult, locale?: string): KpiItem[] {
  const { figures, benchmark, config, data } = result;
  const style = {
    currency: data.quoteCurrency,
    place: 'strip' as const,
    ...(locale !== undefined && { locale }),
  };
  const item = (id: FigureId, sub: string, help = figureHelp(id)): KpiItem => ({
    id,
    label: figureCatalogue[id].label,
    value: figureText(id, figures[id], style),
    sub,
    tone: figureTone(id, figures[id]),
    help,
    reason: figures[id].reason ?? null,
  });
  const word = benchmarkWord(result);
  const hold = (id: keyof RunResult['benchmark']): string =>
    benchmark[id].value === null ? '' : `${word} ${figureText(id, benchmark[id], style)}`;
  const account = config.account;
  const bpsASide = account.feeBps + account.slippageBps + account.halfSpreadBps;
  return [
    item('totalReturn', hold('totalReturn')),
    item('cagr', hold('cagr')),
    item('sharpe', hold('sharpe')),
    confidenceItem(result, locale),
    item('maxDrawdown', hold('maxDrawdown')),
    tradesItem(figures, locale),
    {
      ...item('winRate', interval(figures.winRateLow, figures.winRateHigh, locale)),
      value: formatPercent(figures.winRate.value, 0, locale),
    },
    item('profitFactor', 'won ÷ lost'),
    {
      ...item('exposure', 'of all bars'),
      value: formatPercent(figures.exposure.value, 0, locale),
    },
    item(
      'costsPaid',
      `${formatNumber(bpsASide, Number.isInteger(bpsASide) ? 0 : 1, locale)} bps a side`,
    ),
  ];
}

/** What the benchmark is called before its figures: `hold`, `cash`, `benchmark`. */
export function benchmarkWord(result: RunResult): string {
  const { kind } = result.config.statistics.benchmark;
  return kind === 'data' ? 'benchmark' : kind;
}

/** `whole period`, with its two years; for a run that is split or cut, where the strip must say what it is of. */
export function stripPart(result: RunResult): string | null {
  const { period, data } = result;
  if (result.samples !== null) return 'Whole period, both samples';
  return period.firstBar > 0 || period.endBar < data.bars ? 'Chosen period' : null;
}

/** How likely the Sharpe ratio is no luck: of this setting alone, and as the best of all that were tried. */
function confidenceItem(result: RunResult, locale: string | undefined): KpiItem {
  const { psr } = result.figures;
  const { deflatedSharpe, trials } = result;
  const tried = `${formatCount(trials, locale)} tried`;
  return {
    id: 'confidence',
    label: confidenceLabel,
    value: formatPercent(psr.value, 1, locale),
    sub:
      deflatedSharpe.value === null
        ? tried
        : `DSR ${formatPercent(deflatedSharpe.value, 1, locale)}, ${tried}`,
    tone: psr.value === null ? 'none' : 'plain',
    help: `${figureHelp('psr')} DSR, the deflated Sharpe ratio, asks the same against the best that ${trials === 1 ? 'the settings tried on this data' : `${formatCount(trials, locale)} settings tried on this data`} would show by luck (Bailey and López de Prado 2014).`,
    reason: psr.reason ?? null,
  };
}

function interval(low: Metric, high: Metric, locale: string | undefined): string {
  if (low.value === null || high.value === null) return '';
  return `95%: ${formatNumber(low.value * 100, 0, locale)} to ${formatPercent(high.value, 0, locale)}`;
}

function tradesItem(figures: KeyFigures, locale: string | undefined): KpiItem {
  const closed = figures.closedTrades.value;
  const open = figures.openTrades.value;
  const known = closed !== null && open !== null;
  return {
    id: 'trades',
    label: tradesLabel,
    value: known ? formatCount(closed + open, locale) : noValueText,
    sub: known ? `${formatCount(closed, locale)} closed, ${formatCount(open, locale)} open` : '',
    tone: 'plain',
    help: figureHelp('closedTrades'),
    reason: figures.closedTrades.reason ?? figures.openTrades.reason ?? null,
  };
}
