import type { Metric } from '../../statistics/metric';
import type { KeyFigures, RunResult } from '../run-result';
import { type FigureId, figureCatalogue, figureHelp } from './figure-catalogue';
import { figureText, figureTone, type Tone } from './figure-text';
import { formatCount, formatNumber, formatPercent, formatRatio, noValueText } from './format';

const tradesLabel = 'Trades';

export interface KpiItem {
  readonly id: FigureId | 'trades';
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
    'maxDrawdown',
    'trades',
    'winRate',
    'profitFactor',
    'exposure',
    'costsPaid',
  ] as const
).map((id) => (id === 'trades' ? tradesLabel : figureCatalogue[id].label));

/** What a phone shows before all of them are asked for. */
export const narrowKpis: ReadonlySet<KpiItem['id']> = new Set([
  'totalReturn',
  'maxDrawdown',
  'sharpe',
]);

/** The nine figures over the chart. */
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
  const hold = (id: keyof RunResult['benchmark']): string =>
    benchmark[id].value === null ? '' : `hold ${figureText(id, benchmark[id], style)}`;
  const account = config.account;
  const bpsASide = account.feeBps + account.slippageBps + account.halfSpreadBps;
  return [
    item('totalReturn', hold('totalReturn')),
    item('cagr', hold('cagr')),
    item('sharpe', joined([hold('sharpe'), confidence(result, locale)]), sharpeHelp(result)),
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

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

function confidence(result: RunResult, locale: string | undefined): string {
  if (result.deflatedSharpe.value !== null) {
    return `DSR ${formatRatio(result.deflatedSharpe.value, locale)}`;
  }
  const { psr } = result.figures;
  return psr.value === null ? '' : `PSR ${formatRatio(psr.value, locale)}`;
}

function sharpeHelp(result: RunResult): string {
  const help = figureHelp('sharpe');
  if (result.deflatedSharpe.value !== null) {
    return `${help} DSR is the probability that it is above what the best of ${result.trials} settings tried on this data shows by luck.`;
  }
  return result.figures.psr.value === null
    ? help
    : `${help} PSR is the probability that the true ratio is above zero.`;
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
