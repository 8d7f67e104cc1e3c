import { describe, expect, it } from 'vitest';
import { medianOf, stabilityOf } from '../../../app/optimise/_components/stability';
import { stabilityText, verdictOf } from '../../../app/optimise/_components/verdict-text';
import { isSameSetup } from '../../../app/optimise/_hooks/same-setup';
import { CellTable } from '../../../lib/optimise/cell-table';
import type { SweepOutcome } from '../../../workers/sweep.client';

const outcome = (patch: Partial<SweepOutcome>): SweepOutcome => ({
  cells: new CellTable(0),
  best: 3,
  neighbourhood: 0.4,
  trials: 870,
  probabilisticSharpe: { value: 0.99, reason: null },
  deflatedSharpe: { value: 0.3, reason: null },
  expectedMaxSharpe: 0.5,
  elapsedMs: 10,
  ...patch,
});

describe('the verdict', () => {
  it('tells luck from evidence by the deflated Sharpe, and names the tries', () => {
    const luck = verdictOf(outcome({}), 0.55);
    expect(luck).toMatchObject({ tone: 'care', title: 'No evidence of an edge' });
    expect(luck.text).toContain('870 settings');
    expect(luck.text).toContain('0.50');
    expect(luck.text).toContain('0.55');
    const between = outcome({ deflatedSharpe: { value: 0.8, reason: null } });
    expect(verdictOf(between, 0.55).title).toBe('Not convincing');
    const good = outcome({ deflatedSharpe: { value: 0.97, reason: null } });
    expect(verdictOf(good, 1.4).tone).toBe('good');
  });

  it('says why there is none', () => {
    const missing = outcome({ deflatedSharpe: { value: null, reason: 'only one trial' } });
    expect(verdictOf(missing, 0.5).text).toContain('only one trial');
    expect(verdictOf(outcome({ best: null }), null).title).toBe('No cell has a value');
  });
});

describe('the neighbours of a cell', () => {
  it('make a plateau where they keep half of its lead, else a peak', () => {
    expect(stabilityOf(1, 0.5, 0)).toEqual({ kind: 'plateau', kept: 0.5 });
    expect(stabilityOf(1, 0.3, 0.2).kind).toBe('peak');
    expect(stabilityOf(0.2, 0.2, 0.2)).toEqual({ kind: 'flat', kept: null });
    expect(stabilityOf(1, null, 0.2)).toEqual({ kind: 'alone', kept: null });
  });

  it('are told in a sentence with the share, never below 0 or above 100%', () => {
    expect(stabilityText({ kind: 'peak', kept: -0.4 }).text).toContain('0%');
    expect(stabilityText({ kind: 'plateau', kept: 1.3 }).text).toContain('100%');
    expect(stabilityText({ kind: 'flat', kept: null }).word).toBe('Flat');
  });

  it('are measured against the middle of all scores', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianOf([])).toBeNull();
  });
});

describe('the setup a search belongs to', () => {
  const data = { kind: 'sample', id: 'sp500' } as const;
  const axes = [{ path: 'strategy.params.fast', values: [5, 10] }];
  const setup = (params: Record<string, number>, more: object = {}) => ({
    data,
    config: { strategy: { id: 'sma-cross', params }, ...more },
  });

  it('stays the same while only what is varied changes, defaults written out or not', () => {
    const a = setup({ fast: 20, slow: 100 });
    expect(isSameSetup(a, setup({ fast: 33, slow: 100 }), axes)).toBe(true);
    expect(isSameSetup(a, setup({ fast: 20, slow: 100 }, { account: { feeBps: 1 } }), axes)).toBe(
      true,
    );
  });

  it('is another one with another setting, data or strategy', () => {
    const a = setup({ fast: 20, slow: 100 });
    expect(isSameSetup(a, setup({ fast: 20, slow: 90 }), axes)).toBe(false);
    expect(isSameSetup(a, setup({ fast: 20, slow: 100 }, { account: { feeBps: 2 } }), axes)).toBe(
      false,
    );
    expect(isSameSetup(a, { ...a, data: { kind: 'sample', id: 'other' } }, axes)).toBe(false);
  });
});
