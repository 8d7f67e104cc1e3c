import {
  applyPreset,
  type MarketPreset,
  marketPresets,
  presetOf,
} from '../../../lib/backtest/market-presets.schema';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { parseConfig } from '../../../lib/core/parse-config';
import { type AccountConfig, accountSchema } from '../../../lib/execution/account.schema';
import { withDefaults } from './setup-sections';

const defaultAccount = parseConfig(accountSchema, {});

/** Terms edited in more places than this are no market's any more. */
const mostEdits = 4;

/** What of a config the terms of a market are in. */
type Terms = Pick<RunConfigInput, 'account' | 'statistics'>;

/** The market whose terms a config has, or had before some were edited; null for terms of its own. */
export function marketOf(
  config: Terms,
): { readonly preset: MarketPreset; readonly edited: boolean } | null {
  const exact = presetOf(config);
  const account = { ...defaultAccount, ...config.account } as AccountConfig;
  const edits = (terms: Partial<AccountConfig>, among: readonly (keyof AccountConfig)[]): number =>
    among.filter((key) => terms[key] !== account[key]).length;
  let best: { readonly preset: MarketPreset; readonly distance: number } | null = null;
  for (const preset of marketPresets) {
    if (preset.id === exact) return { preset, edited: false };
    const keys = Object.keys(preset.account) as (keyof typeof preset.account)[];
    const distance = edits(preset.account, keys);
    const isNearer = distance < (best?.distance ?? mostEdits + 1);
    if (isNearer && distance < edits(defaultAccount, keys)) best = { preset, distance };
  }
  return best === null ? null : { preset: best.preset, edited: true };
}

/** The config under a market's terms; null = under the defaults. Capital and fill mode stay. */
export function withMarket(
  config: RunConfigInput,
  id: MarketPreset['id'] | null,
  intervalMs: number | undefined,
): RunConfigInput {
  if (id !== null) return applyPreset(config, id, intervalMs);
  const terms = Object.keys(marketPresets[0]!.account).map((key) => `account.${key}`);
  return withDefaults(config, [...terms, 'account.fundingSeries', 'statistics.periodsPerYear']);
}
