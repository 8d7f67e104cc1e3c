import { describe, expect, it } from 'vitest';
import { marketOf, withMarket } from '../../../app/_components/setup/market-terms';
import {
  isChanged,
  sectionOfField,
  setupSections,
  withDefaults,
} from '../../../app/_components/setup/setup-sections';
import { type RunConfigInput, runConfigSchema } from '../../../lib/backtest/run-config.schema';
import { parseConfig } from '../../../lib/core/parse-config';

const plain: RunConfigInput = { strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } } };

describe('sections of the setup', () => {
  it('hold every setting of the config once, the strategy and the overdraft apart', () => {
    const config = parseConfig(runConfigSchema, plain);
    const leaves = [
      'sizing',
      'protection',
      'period',
      'seed',
      ...Object.keys(config.account)
        .filter((key) => key !== 'overdraft')
        .map((key) => `account.${key}`),
      ...Object.keys(config.statistics).map((key) => `statistics.${key}`),
    ];
    expect(Object.values(setupSections).flat().sort()).toEqual(leaves.sort());
  });

  it('take a setting written out at its default for unchanged', () => {
    const full = parseConfig(runConfigSchema, plain);
    for (const path of Object.values(setupSections).flat())
      expect(isChanged(full, path)).toBe(false);
  });

  it('see a change, and take it back without touching what lies beside it', () => {
    const config: RunConfigInput = {
      ...plain,
      account: { feeBps: 9, capital: 500 },
      statistics: { benchmark: { kind: 'cash', rate: 0.02 } },
    };
    expect(isChanged(config, 'account.feeBps')).toBe(true);
    expect(isChanged(config, 'statistics.benchmark')).toBe(true);
    const back = withDefaults(config, setupSections.sizeAndCosts);
    expect(back.account).toEqual({ capital: 500 });
    expect(withDefaults(config, setupSections.benchmark).statistics).toEqual({});
    expect(config.account?.feeBps).toBe(9);
  });

  it('find themselves by the field an error names', () => {
    expect(sectionOfField('account.maintenance')).toBe('carry');
    expect(sectionOfField('period.split')).toBe('period');
    expect(sectionOfField('statistics.benchmark.rate')).toBe('benchmark');
    expect(sectionOfField('sizing.percent')).toBe('sizeAndCosts');
    expect(sectionOfField('strategy.params.fast')).toBeNull();
    expect(sectionOfField(null)).toBeNull();
  });
});

describe('the market of a setup', () => {
  it('is none for the defaults', () => {
    expect(marketOf(plain)).toBeNull();
  });

  it('is the one chosen, then the one edited', () => {
    const spot = withMarket(plain, 'crypto-spot', 3_600_000);
    expect(marketOf(spot)).toMatchObject({ preset: { id: 'crypto-spot' }, edited: false });
    const edited = { ...spot, account: { ...spot.account, feeBps: 7.5 } };
    expect(marketOf(edited)).toMatchObject({ preset: { id: 'crypto-spot' }, edited: true });
  });

  it('is none again once its terms were taken back, with capital and fill mode kept', () => {
    const config: RunConfigInput = { ...plain, account: { capital: 777, fill: 'close' } };
    const back = withMarket(withMarket(config, 'equity-us', undefined), null, undefined);
    expect(marketOf(back)).toBeNull();
    expect(back.account).toMatchObject({ capital: 777, fill: 'close' });
    expect(isChanged(back, 'account.maintenance')).toBe(false);
  });
});
