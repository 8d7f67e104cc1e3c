import type { Metric } from '../../statistics/metric';
import type { RunResult } from '../run-result';
import { type FigureId, figureCatalogue } from './figure-catalogue';
import { type FigureStyle, figureText, figureTone, type Tone } from './figure-text';
import { formatPercent } from './format';

export interface MetricsRow {
  readonly id: FigureId | 'deflatedSharpe';
  readonly label: string;
  readonly value: string;
  /** The same figure of buy and hold; empty where it has none. */
  readonly benchmark: string;
  readonly tone: Tone;
  readonly help: string;
  readonly reason: string | null;
}

export interface MetricsGroup {
  readonly title: string;
  readonly rows: readonly MetricsRow[];
}

const groups: readonly { readonly title: string; readonly ids: readonly MetricsRow['id'][] }[] = [
  { title: 'Return', ids: ['totalReturn', 'cagr', 'netProfit', 'finalEquity'] },
  {
    title: 'Risk',
    ids: [
      'volatility',
      'maxDrawdown',
      'longestUnderwaterBars',
      'historicalVar95',
      'historicalEs95',
      'skewness',
      'kurtosis',
    ],
  },
  {
    title: 'Return for risk',
    ids: ['sharpe', 'sortino', 'calmar', 'psr', 'deflatedSharpe', 'minTrackRecord'],
  },
  {
    title: 'Trades',
    ids: [
      'closedTrades',
      'openTrades',
      'winRate',
      'winRateLow',
      'winRateHigh',
      'averageWin',
      'averageLoss',
      'payoff',
      'profitFactor',
      'expectancy',
      'bestTrade',
      'worstTrade',
      'averageBarsHeld',
    ],
  },
  {
    title: 'Exposure and costs',
    ids: ['exposure', 'turnover', 'costsPaid', 'feesPaid', 'slippagePaid', 'spreadPaid'],
  },
];

/** Every figure of a run in groups, with the benchmark's beside it and a sentence that says what it is. */
export function metricsTable(result: RunResult, locale?: string): MetricsGroup[] {
  const style: FigureStyle = {
    currency: result.data.quoteCurrency,
    place: 'table',
    ...(locale !== undefined && { locale }),
  };
  const benchmark: Partial<Record<FigureId, Metric>> = result.benchmark;
  return groups.map(({ title, ids }) => ({
    title,
    rows: ids.map((id): MetricsRow => {
      if (id === 'deflatedSharpe') return deflatedRow(result, locale);
      const figure = result.figures[id];
      const held = benchmark[id];
      return {
        id,
        label: figureCatalogue[id].label,
        value: figureText(id, figure, style),
        benchmark: held === undefined ? '' : figureText(id, held, style),
        tone: figureTone(id, figure),
        help: figureCatalogue[id].help,
        reason: figure.reason ?? null,
      };
    }),
  }));
}

function deflatedRow(result: RunResult, locale: string | undefined): MetricsRow {
  const { trials, deflatedSharpe } = result;
  return {
    id: 'deflatedSharpe',
    label: `Deflated Sharpe, ${trials} ${trials === 1 ? 'setting' : 'settings'} tried`,
    value: formatPercent(deflatedSharpe.value, 1, locale),
    benchmark: '',
    tone: deflatedSharpe.value === null ? 'none' : 'plain',
    help: 'How likely the true Sharpe is above what the best of that many settings shows by luck. Bailey and López de Prado 2014.',
    reason: deflatedSharpe.reason ?? null,
  };
}
