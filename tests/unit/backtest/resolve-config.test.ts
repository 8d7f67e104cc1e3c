import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../lib/backtest/resolve-config';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { engineVersion, equityHashOf, runIdOf } from '../../../lib/backtest/run-identity';
import { ConfigError } from '../../../lib/core/errors';
import type { Sha256Hex } from '../../../lib/core/nominal';

const print = 'ab'.repeat(32) as Sha256Hex;

describe('resolving a config', () => {
  it('fills in every default and changes nothing when resolved again', () => {
    const { config } = resolveConfig({ strategy: { id: 'sma-cross', params: {} } });
    expect(config.strategy.params).toEqual({
      fast: 20,
      slow: 100,
      entry: 'level',
      allowShort: false,
      band: 1e-9,
    });
    expect(config.account.capital).toBe(100_000);
    expect(config.account.overdraft).toBe(0.02);
    expect(resolveConfig(config).config).toEqual(config);
  });

  it('names the parameter that is wrong and what it accepts', () => {
    const refuse = (params: Record<string, number>) => () =>
      resolveConfig({ strategy: { id: 'sma-cross', params } });
    expect(refuse({ fast: 0 })).toThrow('strategy.params.fast must be at least 1, not 0.');
    expect(refuse({ fast: 30, slow: 10 })).toThrow(/fast average \(30 bars\) must be shorter/);
    expect(refuse({ quick: 3 })).toThrow(/has no setting quick; it has fast, slow/);
    expect(() => resolveConfig({ strategy: { id: 'magic', params: {} } })).toThrow(
      /There is no strategy “magic”; there are sma-cross/,
    );
    expect(() =>
      resolveConfig({ strategy: { id: 'buy-and-hold', params: {} }, account: { capital: 0 } }),
    ).toThrow(ConfigError);
  });

  it('refuses a size that the leverage limit would refuse at every order', () => {
    const strategy = { id: 'buy-and-hold', params: {} };
    expect(() => resolveConfig({ strategy, sizing: { percent: 2 } })).toThrow(/leverage limit/);
    expect(
      resolveConfig({ strategy, sizing: { percent: 2 }, account: { maxLeverage: 2 } }).config.sizing
        .percent,
    ).toBe(2);
  });

  it('refuses settings that would do nothing, saying what to do', () => {
    const refused = (input: Omit<RunConfigInput, 'strategy'>, params = {}) => {
      try {
        resolveConfig({ strategy: { id: 'sma-cross', params }, ...input });
      } catch (error) {
        return error as ConfigError;
      }
      return null;
    };
    const cash = { account: { strictCash: true, maxLeverage: 3 } };
    expect(refused({ ...cash, sizing: { percent: 2 } })?.field).toBe('sizing.percent');
    expect(refused(cash, { allowShort: true })?.field).toBe('strategy.params.allowShort');
    expect(refused(cash)).toBeNull();
    const margin = { sizing: { percent: 4 }, account: { maxLeverage: 4, maintenance: 0.25 } };
    expect(refused(margin)?.message).toMatch(/liquidated at once/);
    const target = { kind: 'volatility-target' as const };
    const thin = { maxLeverage: 10, maintenance: 0.1 };
    expect(refused({ sizing: target, account: thin })?.message).toMatch(/liquidated at once/);
    expect(refused({ sizing: target, account: { ...thin, maxLeverage: 9 } })).toBeNull();
    const volatile = { account: { slippageModel: 'volatility' as const, slippageBps: 0 } };
    expect(refused(volatile)?.field).toBe('account.slippageBps');
    expect(refused({ account: { funding: 'series' } })?.field).toBe('account.fundingSeries');
  });

  it('gives a volatility target a rebalance band unless one is chosen', () => {
    const strategy = { id: 'buy-and-hold', params: {} };
    const band = (sizing: { kind?: 'volatility-target'; rebalanceBand?: number }) =>
      resolveConfig({ strategy, sizing }).config.sizing.rebalanceBand;
    expect(band({})).toBe(0);
    expect(band({ kind: 'volatility-target' })).toBe(0.1);
    expect(band({ kind: 'volatility-target', rebalanceBand: 0 })).toBe(0);
  });
});

describe('the identity of a run', () => {
  const config = (fast: number, seed = 7) =>
    resolveConfig({ strategy: { id: 'sma-cross', params: { fast } }, seed }).config;

  it('names the version in package.json', () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(engineVersion).toBe(manifest.version);
  });

  it('changes with data, parameters and seed, and not with what was left to its default', () => {
    const id = runIdOf([print], config(20));
    expect(runIdOf([print], config(20))).toBe(id);
    expect(runIdOf([print], config(21))).not.toBe(id);
    expect(runIdOf([print], config(20, 8))).not.toBe(id);
    expect(runIdOf(['cd'.repeat(32) as Sha256Hex], config(20))).not.toBe(id);
    const explicit = resolveConfig({
      strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } },
      account: { capital: 100_000 },
    });
    expect(runIdOf([print], explicit.config)).toBe(id);
  });

  it('stays what it was before there were margins, funding, periods and benchmarks', () => {
    expect(runIdOf([print], config(20))).toBe(
      'a1fbc1c66dda183f6171f9090ef114e116dba572673d410470439a1c32d428d4',
    );
    const varied = resolveConfig({
      strategy: { id: 'rsi-reversion', params: { period: 5 } },
      sizing: { kind: 'notional', notional: 5000 },
      protection: { stopLoss: 0.05 },
      account: { feeBps: 7 },
      statistics: { periodsPerYear: 252 },
      seed: 9,
    });
    expect(runIdOf(['cd'.repeat(32) as Sha256Hex], varied.config)).toBe(
      '06eca019cb89794f4bc37e26444536efab2fdbeb046e597ed5a86d3a7dec50f5',
    );
  });

  it('changes with every setting that came later, and with every further data set', () => {
    const strategy = { id: 'sma-cross', params: {} };
    const ids = [
      {},
      { account: { slippageModel: 'volatility' as const } },
      { account: { slippageExponent: 2 } },
      { account: { participation: 0.1 } },
      { account: { strictCash: true } },
      { account: { maintenance: 0.05 } },
      { account: { borrowShort: 0.01 } },
      { account: { borrowCash: 0.01 } },
      { account: { funding: 'constant' as const } },
      { account: { fundingRate: 0.0002 } },
      { account: { fundingSeries: print } },
      { protection: { trailingStop: 0.1 } },
      { period: { from: 0 } },
      { period: { to: 1 } },
      { period: { split: 1 } },
      { statistics: { benchmark: { kind: 'cash' as const, rate: 0.04 } } },
      {
        statistics: {
          benchmark: { kind: 'data' as const, data: { kind: 'sample' as const, id: 'sp500' } },
        },
      },
    ].map((input) => runIdOf([print], resolveConfig({ strategy, ...input }).config));
    ids.push(runIdOf([print, print], resolveConfig({ strategy }).config));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('hashes equity with −0 as 0 and refuses what is not a number', async () => {
    expect(await equityHashOf(Float64Array.of(1, -0))).toBe(
      await equityHashOf(Float64Array.of(1, 0)),
    );
    await expect(equityHashOf(Float64Array.of(1, Number.NaN))).rejects.toThrow(/bar 1/);
  });
});
