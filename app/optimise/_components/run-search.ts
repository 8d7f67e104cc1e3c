import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { labStore, sampleSetup } from '../../_hooks/lab-store';
import { openInLab } from '../../_hooks/use-lab';
import { beginSweep, setPlan } from '../_hooks/sweep-store';
import { examplePlan } from './sweep-plan';
import { type Search, searchOf } from './use-search';

/** Starts what the fields say; nothing while a range is wrong. */
export function runSearch({ spec, setup }: Search): void {
  if (spec !== null) beginSweep(spec, setup, titleOf(spec.base.strategy.id));
}

/** Both averages of the first visit's strategy on the bundled sample. */
export function runExample(): void {
  openInLab(sampleSetup.data, sampleSetup.config);
  setPlan(sampleSetup.config.strategy.id, examplePlan);
  runSearch(searchOf(sampleSetup, examplePlan));
}

/** `SMA cross on S&P 500`, with the data's name where a run has told it. */
function titleOf(strategyId: string): string {
  const label = strategyListings.find(({ id }) => id === strategyId)?.label ?? strategyId;
  const { result, resultSetup, setup } = labStore.get();
  const isKnown = JSON.stringify(resultSetup?.data) === JSON.stringify(setup.data);
  return isKnown && result !== null ? `${label} on ${result.data.name}` : label;
}
