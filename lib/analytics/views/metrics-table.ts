import type { Metric } from '../../statistics/metric';
import type { KeyFigures, RunResult } from '../run-result';
import {
  type FigureGroup,
  type FigureId,
  figureCatalogue,
  figureGroups,
  figureIds,
} from './figure-catalogue';
import { type FigureStyle, figureText, figureTone, type Tone } from './figure-text';
import { formatPercent } from './format';

/** A figure of one part of the run. */
export interface PartValue {
  readonly value: string;
  readonly tone: Tone;
  /** Why there is no value; null where there is one. */
  readonly reason: string | null;
}

export interface MetricsRow extends PartValue {
  readonly id: FigureId | 'deflatedSharpe';
  readonly label: string;
  /** The same figure of the benchmark; empty where it has none. */
  readonly benchmark: string;
  /** Why the benchmark has no value for it; null where it has one, or is not asked. */
  readonly benchmarkReason: string | null;
  /** The same figure of both parts; null without a split and for what only the whole run has. */
  readonly samples: { readonly inSample: PartValue; readonly outOfSample: PartValue } | null;
  /** What it says, in a sentence. */
  readonly help: string;
  /** How it is computed. */
  readonly formula: string;
  /** Who defined it; empty for what is merely counted. */
  readonly source: string;
}

export interface MetricsGroup {
  readonly title: FigureGroup;
  readonly rows: readonly MetricsRow[];
}

/** Every figure of a run in groups, the benchmark's and both samples' beside it, and a sentence that says what it is. */
export function metricsTable(result: RunResult, locale?: string): MetricsGroup[] {
  const style: FigureStyle = {
    currency: result.data.quoteCurrency,
    place: 'table',
    ...(locale !== undefined && { locale }),
  };
  return figureGroups.map((title) => {
    const rows: MetricsRow[] = [];
    for (const id of figureIds) {
      if (figureCatalogue[id].group !== title) continue;
      rows.push(figureRow(result, id, style));
      if (id === 'psr') rows.push(deflatedRow(result, locale));
    }
    return { title, rows };
  });
}

function figureRow(result: RunResult, id: FigureId, style: FigureStyle): MetricsRow {
  const benchmark: Partial<Record<FigureId, Metric>> = result.benchmark;
  const held = benchmark[id];
  const { samples } = result;
  const { label, help, formula, source } = figureCatalogue[id];
  const part = (figures: KeyFigures): PartValue => ({
    value: figureText(id, figures[id], style),
    tone: figureTone(id, figures[id]),
    reason: figures[id].reason ?? null,
  });
  return {
    id,
    label,
    ...part(result.figures),
    benchmark: held === undefined ? '' : figureText(id, held, style),
    benchmarkReason: held?.reason ?? null,
    samples:
      samples === null
        ? null
        : { inSample: part(samples.inSample), outOfSample: part(samples.outOfSample) },
    help,
    formula,
    source,
  };
}

function deflatedRow(result: RunResult, locale: string | undefined): MetricsRow {
  const { trials, deflatedSharpe } = result;
  return {
    id: 'deflatedSharpe',
    label: `Deflated Sharpe, ${trials} ${trials === 1 ? 'setting' : 'settings'} tried`,
    value: formatPercent(deflatedSharpe.value, 1, locale),
    tone: deflatedSharpe.value === null ? 'none' : 'plain',
    reason: deflatedSharpe.reason ?? null,
    benchmark: '',
    benchmarkReason: null,
    samples: null,
    help: `How likely the true Sharpe is above what the best of that many settings shows by luck${result.samples === null ? '' : ', from the bars before the split, which are what was searched'}.`,
    formula:
      'The probabilistic Sharpe against the expected largest of as many without skill as have one; settings that never traded have none.',
    source: 'Bailey and López de Prado 2014',
  };
}
