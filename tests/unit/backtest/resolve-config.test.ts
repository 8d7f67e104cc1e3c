import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../lib/backtest/resolve-config';
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

  it('hashes equity with −0 as 0 and refuses what is not a number', async () => {
    expect(await equityHashOf(Float64Array.of(1, -0))).toBe(
      await equityHashOf(Float64Array.of(1, 0)),
    );
    await expect(equityHashOf(Float64Array.of(1, Number.NaN))).rejects.toThrow(/bar 1/);
  });
});
