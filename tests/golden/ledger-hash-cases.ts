import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { semanticsVersion } from '../../lib/backtest/run-identity';
import type { Bars } from '../../lib/market/bars';
import { syntheticBars } from '../../lib/market/synthetic/synthetic-bars';
import { walkBars } from '../support/bars';
import { loadKernels } from '../support/sessions';
import { modelCases, protectionCases, sizingCases, strategyCases } from '../support/strategy-cases';

/** Hashes by data set and config, and the semantics version they stand for. */
export interface LedgerHashes {
  readonly semanticsVersion: number;
  readonly data: Readonly<Record<string, string>>;
  readonly runs: Readonly<Record<string, { readonly ledger: string; readonly equity: string }>>;
}

/** Terms of accounts that few have, each enough to matter on the data below. */
const venueCases: readonly Omit<RunConfigInput, 'strategy'>[] = [
  { account: { participation: 0.0005, lot: 0.01 }, protection: { stopLoss: 0.02 } },
  {
    account: { maxLeverage: 5, maintenance: 0.2, borrowCash: 0.06, borrowShort: 0.03 },
    sizing: { kind: 'percent-of-equity', percent: 4 },
  },
  { account: { strictCash: true, lot: 1 }, protection: { trailingStop: 0.02 } },
  {
    account: { slippageModel: 'volatility', slippageBps: 5, slippageExponent: 1.5 },
    protection: { trailingStop: 0.03, takeProfit: 0.05, timeStopBars: 9 },
  },
  { account: { funding: 'constant', fundingRate: 0.0003, tick: 0.05, maxLeverage: 2 } },
];

/** The strategy under such terms; strict cash takes its short side away. */
function underTerms(
  strategy: RunConfigInput['strategy'],
  terms: Omit<RunConfigInput, 'strategy'>,
): RunConfigInput {
  const isLongOnly = terms.account?.strictCash === true && 'allowShort' in (strategy.params ?? {});
  if (!isLongOnly) return { strategy, ...terms };
  return { strategy: { ...strategy, params: { ...strategy.params, allowShort: false } }, ...terms };
}

/** Every strategy with every preset on two fixed data sets; each also once with a sizing and a protection of its own, and once under terms of accounts that few have. */
export async function computeLedgerHashes(path: 'column' | 'stepped'): Promise<LedgerHashes> {
  await loadKernels();
  const [daily] = await syntheticBars({ seed: 5, assets: 1, bars: 1500, interval: '1d' });
  const sets: Record<string, Bars> = { walk: await walkBars(2000, 3), synthetic: daily! };
  const data: Record<string, string> = {};
  const runs: Record<string, { ledger: string; equity: string }> = {};
  for (const [setName, bars] of Object.entries(sets)) {
    data[setName] = bars.fingerprint;
    const cases = [
      ...strategyCases.map((one, k) => ({ ...one, extra: {}, k })),
      // Numbered by themselves: a strategy added before them leaves theirs as they are.
      ...modelCases(bars.intervalMs).map((one, k) => ({ ...one, k })),
    ];
    for (const { name, strategy, extra, k } of cases) {
      const variants = {
        plain: { strategy },
        varied: {
          strategy,
          sizing: sizingCases[k % sizingCases.length]!,
          protection: protectionCases[(k + 1) % protectionCases.length]!,
          account: { feeBps: 4, slippageBps: 3, halfSpreadBps: 1, feeFixed: 0.5, lot: 0.01 },
        },
        venue: underTerms(strategy, venueCases[k % venueCases.length]!),
      };
      for (const [variant, config] of Object.entries(variants)) {
        const { identity } = await runBacktest(bars, config, { path, extra });
        runs[`${setName} · ${name} · ${variant}`] = {
          ledger: identity.ledgerHash,
          equity: identity.equityHash,
        };
      }
    }
  }
  return { semanticsVersion, data, runs };
}
