import {
  formatPercent,
  formatRatio,
  formatSignedPercent,
} from '../../../lib/analytics/views/format';
import type { SweepObjective } from '../../../workers/sweep.client';

interface Objective {
  readonly label: string;
  /** Of the scale, beside the title. */
  readonly unit: string;
  readonly help: string;
  text(value: number | null): string;
}

/** What cells may be ranked by; more is better in all of them. */
export const objectives: Readonly<Record<SweepObjective, Objective>> = {
  sharpe: {
    label: 'Sharpe',
    unit: 'a year',
    help: 'Return per unit of scatter.',
    text: (value) => formatRatio(value),
  },
  sortino: {
    label: 'Sortino',
    unit: 'a year',
    help: 'Return per unit of scatter of the losing periods.',
    text: (value) => formatRatio(value),
  },
  calmar: {
    label: 'Calmar',
    unit: 'ratio',
    help: 'Yearly return per unit of the worst decline.',
    text: (value) => formatRatio(value),
  },
  totalReturn: {
    label: 'Net return',
    unit: 'after costs',
    help: 'What the period earned on its capital after costs.',
    text: (value) => formatSignedPercent(value, 1),
  },
  cagr: {
    label: 'CAGR',
    unit: 'a year',
    help: 'The steady yearly rate that gives the same net return.',
    text: (value) => formatSignedPercent(value, 1),
  },
  maxDrawdown: {
    label: 'Max drawdown',
    unit: 'of the peak',
    help: 'The deepest fall from a peak; nearer to zero is better.',
    text: (value) => formatPercent(value, 1),
  },
  profitFactor: {
    label: 'Profit factor',
    unit: 'won ÷ lost',
    help: 'Money won for each unit lost.',
    text: (value) => formatRatio(value),
  },
};

export const objectiveIds = Object.keys(objectives) as SweepObjective[];
