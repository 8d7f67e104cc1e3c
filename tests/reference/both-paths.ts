import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runBacktest } from '../../lib/backtest/run-backtest';
import { walkBars } from '../support/bars';
import { hourlyCases, protectionCases, sizingCases } from '../support/strategy-cases';

const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);

/** A backtest by columns and one bar by bar have the same ledger and identity. The module must have been loaded. */
export const bothPathsProperty = (length: number) =>
  fc.asyncProperty(
    fc.integer({ min: 1, max: 1_000_000 }),
    pick(hourlyCases),
    pick(sizingCases),
    pick(protectionCases),
    fc.record({
      fill: pick(['next-open', 'close'] as const),
      maxLeverage: pick([1, 3]),
      overdraft: pick([null, 0.02]),
      feeBps: pick([0, 5]),
      feeFixed: pick([0, 1]),
      slippageBps: pick([0, 2]),
      halfSpreadBps: pick([0, 1.5]),
      lot: pick([0, 1]),
      tick: pick([0, 0.01]),
      minNotional: pick([0, 500]),
      slippageModel: pick(['constant', 'volatility'] as const),
      slippageExponent: pick([0.5, 1, 2]),
      participation: pick([0, 0.05, 1]),
      strictCash: fc.boolean(),
      maintenance: pick([0, 0.3]),
      borrowShort: pick([0, 0.2]),
      borrowCash: pick([0, 0.1]),
      funding: pick(['none', 'constant'] as const),
      fundingRate: pick([-0.001, 0.0003]),
    }),
    pick([0, 0.01, 0.03]),
    fc.tuple(fc.nat(length - 2), fc.integer({ min: 2, max: length })),
    async (seed, { strategy, extra }, sizing, exits, terms, trailingStop, [first, measured]) => {
      const bars = await walkBars(length, seed);
      const account = {
        ...terms,
        // Settings that would do nothing are refused.
        strictCash: terms.strictCash && strategy.params.allowShort === false,
        slippageBps: terms.slippageModel === 'volatility' ? 3 : terms.slippageBps,
      };
      const protection = { ...exits, trailingStop };
      const to = bars.time[first + measured] ?? null;
      const period = { from: first === 0 ? null : bars.time[first]!, to };
      const config = { strategy, sizing, protection, account, period };
      const column = await runBacktest(bars, config, { path: 'column', extra });
      const stepped = await runBacktest(bars, config, { path: 'stepped', extra });
      assert.deepStrictEqual(stepped.ledger, column.ledger);
      assert.deepStrictEqual(stepped.identity, column.identity);
    },
  );
