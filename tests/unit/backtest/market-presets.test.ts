import { describe, expect, it } from 'vitest';
import {
  applyPreset,
  marketPresets,
  presetFor,
  presetOf,
} from '../../../lib/backtest/market-presets.schema';
import { resolveConfig } from '../../../lib/backtest/resolve-config';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { accountSchema } from '../../../lib/execution/account.schema';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';

const plain: RunConfigInput = { strategy: { id: 'sma-cross', params: {} } };

describe('a market preset', () => {
  it('gives a config that runs, with every value of the account stated', () => {
    for (const { id, periodsPerYear } of marketPresets) {
      for (const listing of strategyListings) {
        const config = applyPreset({ strategy: { id: listing.id, params: {} } }, id);
        expect(Object.keys(config.account!).sort()).toEqual(
          Object.keys(accountSchema.shape).sort(),
        );
        expect(resolveConfig(config).config.account).toEqual(config.account);
        expect(config.statistics?.periodsPerYear).toBe(periodsPerYear);
      }
    }
  });

  it('is recognised until one of its values is edited', () => {
    expect(presetOf(plain)).toBeNull();
    for (const { id } of marketPresets) {
      const config = applyPreset(plain, id);
      expect(presetOf(config)).toBe(id);
      expect(presetOf({ ...config, account: { ...config.account, capital: 5 } })).toBe(id);
      const edits = {
        feeBps: 777,
        slippageModel: 'volatility',
        strictCash: !config.account!.strictCash,
        maintenance: 0.123,
        funding: config.account!.funding === 'none' ? 'constant' : 'none',
      } as const;
      for (const [key, value] of Object.entries(edits)) {
        expect(presetOf({ ...config, account: { ...config.account, [key]: value } })).toBeNull();
      }
    }
  });

  it('replaces another one whole', () => {
    const perpetual = applyPreset(plain, 'crypto-perpetual');
    expect(applyPreset(perpetual, 'equity-us')).toEqual(applyPreset(plain, 'equity-us'));
  });

  it('keeps capital, fill mode and size, and turns off a short side the market has not', () => {
    const both: RunConfigInput = {
      strategy: { id: 'sma-cross', params: { allowShort: true } },
      sizing: { percent: 0.5 },
      account: { capital: 700, fill: 'close' },
    };
    const spot = applyPreset(both, 'crypto-spot');
    expect(spot.account).toMatchObject({ capital: 700, fill: 'close', strictCash: true });
    expect(spot.sizing).toEqual({ percent: 0.5 });
    expect(spot.strategy.params.allowShort).toBe(false);
    expect(applyPreset(both, 'fx').strategy.params.allowShort).toBe(true);
    expect(
      applyPreset({ strategy: { id: 'buy-and-hold', params: {} } }, 'crypto-spot'),
    ).toMatchObject({ strategy: { params: {} } });
  });

  it('leaves periods a year to be inferred where returns are not daily', () => {
    const weekly = applyPreset(plain, 'equity-us', 7 * 86_400_000);
    expect(weekly.statistics?.periodsPerYear).toBeNull();
    const perBar = applyPreset({ ...plain, statistics: { basis: 'bar' } }, 'fx');
    expect(perBar.statistics).toEqual({ basis: 'bar', periodsPerYear: null });
    expect(presetOf(weekly)).toBe('equity-us');
  });

  it('is suggested by asset class and symbol', () => {
    expect(presetFor('crypto', 'BTCUSDT')).toBe('crypto-spot');
    expect(presetFor('crypto', 'BTC-PERP')).toBe('crypto-perpetual');
    expect(presetFor('crypto', 'BTCUSDT.P')).toBe('crypto-perpetual');
    expect(presetFor('equity', 'AAPL')).toBe('equity-us');
    expect(presetFor('index', 'SPX')).toBe('equity-us');
    expect(presetFor('fx', 'EURUSD')).toBe('fx');
    expect(presetFor('other', 'GOLD')).toBeNull();
  });
});
