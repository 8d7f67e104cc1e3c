import { useMemo } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import {
  mostSweepCells,
  type SweepAxis,
  type SweepableSetting,
  type SweepSpec,
  sweepAxes,
  sweepGrid,
} from '../../../workers/sweep.client';
import type { LabSetup } from '../../_hooks/lab-store';
import { useLab } from '../../_hooks/use-lab';
import { useSweep } from '../_hooks/sweep-store';
import { type AxisProblem, axisOf, firstPlan, type SweepPlan } from './sweep-plan';

type AxisResult = { readonly axis: SweepAxis } | { readonly problem: AxisProblem };

/** What is about to be searched. */
export interface Search {
  readonly setup: LabSetup;
  readonly settings: readonly SweepableSetting[];
  /** null for a strategy without a number to vary. */
  readonly plan: SweepPlan | null;
  readonly across: AxisResult | null;
  readonly up: AxisResult | null;
  /** null while something is wrong with a range. */
  readonly spec: SweepSpec | null;
  readonly cells: number;
  /** Why the grid as a whole can't be searched. */
  readonly problem: string | null;
}

/** The search that the page's fields and the lab's setup make together. */
export function useSearch(): Search {
  const setup = useLab((s) => s.setup);
  const strategyId = setup.config.strategy.id;
  const kept = useSweep((s) => s.plans[strategyId]);
  return useMemo(() => searchOf(setup, kept), [setup, kept]);
}

export function searchOf(setup: LabSetup, kept: SweepPlan | undefined): Search {
  const { config, data } = setup;
  const isKnown = strategyListings.some(({ id }) => id === config.strategy.id);
  const settings = isKnown ? sweepAxes(config.strategy.id) : [];
  const plan = isKnown ? (kept ?? firstPlan(config.strategy.id)) : null;
  const resultOf = (axis: SweepPlan['across']): AxisResult =>
    axisOf(
      axis,
      settings.find(({ path }) => path === axis.path),
      config,
    );
  const across = plan === null ? null : resultOf(plan.across);
  const up = plan?.up == null ? null : resultOf(plan.up);
  const columns = across !== null && 'axis' in across ? across.axis : null;
  const rows = up !== null && 'axis' in up ? up.axis : null;
  const isReady = plan !== null && columns !== null && (up === null || rows !== null);
  if (!isReady) {
    return { setup, settings, plan, across, up, spec: null, cells: 0, problem: null };
  }
  // The first axis of a grid counts its rows.
  const axes = rows === null ? [columns] : [rows, columns];
  const { cells } = sweepGrid(axes);
  const problem =
    cells > mostSweepCells
      ? `${formatCount(mostSweepCells)} is the most: take a larger step or a shorter range.`
      : null;
  const spec: SweepSpec | null =
    problem === null ? { data, base: config, axes, objective: plan.objective } : null;
  return { setup, settings, plan, across, up, spec, cells, problem };
}
