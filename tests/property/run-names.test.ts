import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunResolver, resolveRun } from '../../lib/backtest/resolve-run';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { canonicalJson } from '../../lib/core/canonical-json';
import type { Bars } from '../../lib/market/bars';
import { cellConfig, sweepGrid } from '../../lib/optimise/sweep-grid.schema';
import type { SweepAxis } from '../../lib/optimise/sweep-spec';
import { walkBars } from '../support/bars';
import { loadKernels } from '../support/kernels';

let bars: Bars;
beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(200, 5);
});

/** What can be said about a config on the data, or why it can't be run. */
function told(resolve: () => ReturnType<typeof resolveRun>): unknown {
  try {
    const { config, strategy, period, runId } = resolve();
    return { config, title: strategy.title, period, runId };
  } catch (error) {
    return (error as Error).message;
  }
}

/** Some values no run accepts, and some that are idle and so not hashed. */
const values = (from: number, to: number) =>
  fc.array(fc.oneof(fc.integer({ min: from, max: to }), fc.constantFrom(0, -1, 0.5)), {
    minLength: 1,
    maxLength: 4,
  });
const axis: fc.Arbitrary<SweepAxis> = fc.oneof(
  fc.record({ path: fc.constant('strategy.params.fast'), values: values(1, 12) }),
  fc.record({ path: fc.constant('strategy.params.slow'), values: values(5, 30) }),
  fc.record({ path: fc.constant('account.feeBps'), values: values(0, 20) }),
  fc.record({ path: fc.constant('account.slippageExponent'), values: values(1, 2) }),
  fc.record({ path: fc.constant('protection.trailingStop'), values: values(0, 1) }),
  fc.record({ path: fc.constant('sizing.percent'), values: values(1, 3) }),
  fc.record({ path: fc.constant('period.from'), values: values(0, 5) }),
  fc.record({ path: fc.constant('statistics.periodsPerYear'), values: values(1, 365) }),
  fc.record({ path: fc.constant('seed'), values: values(0, 9) }),
);
const base: fc.Arbitrary<RunConfigInput> = fc.record(
  {
    strategy: fc.constantFrom(
      { id: 'sma-cross', params: {} },
      { id: 'sma-cross', params: { entry: 'cross', band: 0.001 } },
      { id: 'donchian-breakout', params: {} },
    ),
    account: fc.constantFrom({}, { maxLeverage: 2 }, { strictCash: true }, { feeBps: -0 }),
    protection: fc.constantFrom({}, { stopLoss: 0.1 }),
    sizing: fc.constantFrom({}, { kind: 'volatility-target' as const }),
    statistics: fc.constantFrom({}, { benchmark: { kind: 'cash' as const, rate: 0.02 } }),
  },
  { requiredKeys: ['strategy'] },
);

/** Settings of the account that came after the first runs were named. */
const idle = [
  'slippageModel',
  'slippageExponent',
  'participation',
  'strictCash',
  'maintenance',
  'borrowShort',
  'borrowCash',
  'funding',
  'fundingRate',
  'fundingSeries',
];
const without = (settings: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

describe('Configs resolved one after another', () => {
  it('are what each is by itself, refusals too', () => {
    const given = fc.tuple(base, fc.array(axis, { minLength: 1, maxLength: 2 }));
    fc.assert(
      fc.property(given, fc.array(fc.nat(15), { maxLength: 20 }), ([config, axes], order) => {
        const resolver = new RunResolver(bars, {});
        const { cells } = sweepGrid(axes);
        for (const at of order) {
          const input = cellConfig({ base: config, axes }, at % cells);
          expect(told(() => resolver.resolve(input))).toEqual(told(() => resolveRun(bars, input)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('have the hash of their canonical JSON as name', () => {
    const resolver = new RunResolver(bars, {});
    const axes = [
      { path: 'strategy.params.fast', values: [2, 3, 5] },
      { path: 'account.feeBps', values: [0, 1, 7] },
    ];
    const strategy = { id: 'sma-cross', params: { slow: 40 } };
    for (let cell = 0; cell < 9; cell++) {
      const { config, runId } = resolver.resolve(cellConfig({ base: { strategy }, axes }, cell));
      const text = canonicalJson({
        semanticsVersion: 1,
        data: [bars.fingerprint],
        config: {
          strategy: config.strategy,
          sizing: config.sizing,
          account: without(config.account, idle),
          protection: without(config.protection, ['trailingStop']),
          statistics: without(config.statistics, ['benchmark']),
        },
        seed: config.seed,
      });
      expect(runId).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});
