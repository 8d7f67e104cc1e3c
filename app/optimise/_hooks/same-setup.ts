import { type RunConfigInput, runConfigSchema } from '../../../lib/backtest/run-config.schema';
import { describeFields } from '../../../lib/core/fields';
import { parseConfig } from '../../../lib/core/parse-config';
import { strategyListing } from '../../../lib/strategies/catalogue.schema';
import { cellConfig, type SweepAxis } from '../../../workers/sweep.client';
import type { LabSetup } from '../../_hooks/lab-store';

/** Whether two setups differ in nothing but the settings that are varied. */
export function isSameSetup(a: LabSetup, b: LabSetup, axes: readonly SweepAxis[]): boolean {
  if (a === b) return true;
  if (JSON.stringify(a.data) !== JSON.stringify(b.data)) return false;
  if (a.config.strategy.id !== b.config.strategy.id) return false;
  try {
    return fixedText(a.config, axes) === fixedText(b.config, axes);
  } catch {
    // One of them can't be run: it is certainly another one.
    return false;
  }
}

/** The config in full, defaults written out, with the varied settings at their first values. */
function fixedText(base: RunConfigInput, axes: readonly SweepAxis[]): string {
  const config = parseConfig(runConfigSchema, cellConfig({ base, axes }, 0));
  const fields = describeFields(strategyListing(config.strategy.id).schema);
  const params = fields.map(({ key, defaultValue }) => [
    key,
    config.strategy.params[key] ?? defaultValue,
  ]);
  return JSON.stringify({ ...config, strategy: params });
}
