import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import {
  axisValues,
  type SweepAxis,
  type SweepableSetting,
  type SweepObjective,
  sweepAxes,
} from '../../../workers/sweep.client';
import { type SectionName, sectionValueOf } from '../../_components/setup/section-fields';

/** One setting and its range, in the notation it is shown in: 5 for 5 %. */
export interface AxisPlan {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** What is to be searched for one strategy. */
export interface SweepPlan {
  /** Counted from left to right. */
  readonly across: AxisPlan;
  /** Counted from below; null = one setting only. */
  readonly up: AxisPlan | null;
  readonly objective: SweepObjective;
}

const shownIn = (setting: SweepableSetting, stored: number): number =>
  Number((stored * setting.displayScale).toPrecision(12));

const storedFrom = (setting: SweepableSetting, shown: number): number =>
  Number((shown / setting.displayScale).toPrecision(12));

/** The range a setting suggests. */
export function suggestedAxis(setting: SweepableSetting): AxisPlan {
  return {
    path: setting.path,
    from: shownIn(setting, setting.suggestedFrom),
    to: shownIn(setting, setting.suggestedTo),
    step: shownIn(setting, setting.suggestedStep),
  };
}

/** The first two settings of a strategy over the ranges they suggest. */
export function firstPlan(strategyId: string): SweepPlan | null {
  const settings = sweepAxes(strategyId);
  const own = settings.filter(({ path }) => path.startsWith('strategy.params.'));
  const [first, second] = own.length > 0 ? own : settings.filter(({ requires }) => !requires);
  if (first === undefined) return null;
  return {
    across: suggestedAxis(first),
    up: second === undefined ? null : suggestedAxis(second),
    objective: 'sharpe',
  };
}

/** The sample of the first visit: both averages, 870 cells. */
export const examplePlan: SweepPlan = {
  across: { path: 'strategy.params.fast', from: 2, to: 60, step: 2 },
  up: { path: 'strategy.params.slow', from: 20, to: 300, step: 10 },
  objective: 'sharpe',
};

/** What is wrong with a range, and which of its fields shows it. */
export interface AxisProblem {
  readonly field: 'path' | 'from' | 'to' | 'step';
  readonly message: string;
}

const fieldOf: Readonly<Record<string, AxisProblem['field']>> = {
  start: 'from',
  end: 'to',
  step: 'step',
};

/** The values of an axis, as the config holds them, or why there are none. */
export function axisOf(
  plan: AxisPlan,
  setting: SweepableSetting | undefined,
  config: RunConfigInput,
): { readonly axis: SweepAxis } | { readonly problem: AxisProblem } {
  const refuse = (field: AxisProblem['field'], message: string) => ({
    problem: { field, message },
  });
  if (setting === undefined) return refuse('path', 'Choose a setting.');
  const missing = missingRequirement(setting, config);
  if (missing !== null) return refuse('path', `Has no effect without “${missing}”.`);
  let shown: number[];
  try {
    shown = axisValues(plan, setting.label);
  } catch (error) {
    const { field, message } = error as Error & { field?: string };
    return refuse(fieldOf[field ?? ''] ?? 'step', message);
  }
  const [low, high] = [shownIn(setting, setting.min), shownIn(setting, setting.max)];
  if (plan.from < low) return refuse('from', `At least ${low}.`);
  if (shown.at(-1)! > high) return refuse('to', `At most ${high}.`);
  if (setting.isInteger && shown.some((value) => !Number.isInteger(value))) {
    const field = Number.isInteger(plan.from) ? 'step' : 'from';
    return refuse(field, 'Whole numbers only.');
  }
  return {
    axis: { path: plan.path, values: shown.map((value) => storedFrom(setting, value)) },
  };
}

/** The choice a setting needs to have an effect, where the config has made another one. */
export function missingRequirement(
  { requires }: SweepableSetting,
  config: RunConfigInput,
): string | null {
  if (requires === null) return null;
  const [section, key] = requires.path.split('.') as [SectionName, string];
  return sectionValueOf(config, section, key) === requires.value ? null : requires.label;
}

/** A stored value in the notation it is shown in, with its unit: `20 bars`, `5%`. */
export function valueText(setting: SweepableSetting | undefined, stored: number): string {
  const number = numberText(setting, stored);
  const unit = setting?.unit ?? null;
  if (unit === null) return number;
  return unit.startsWith('%') ? `${number}${unit}` : `${number} ${unit}`;
}

/** As {@link valueText}, without the unit. */
export function numberText(setting: SweepableSetting | undefined, stored: number): string {
  const shown = setting === undefined ? stored : shownIn(setting, stored);
  return shown < 0 ? `−${-shown}` : String(shown);
}
