import { describe, expect, it } from 'vitest';
import { downloadCost, presetRange, readRange } from '../../../app/data/_components/download-range';

const day = 86_400_000;
const now = Date.UTC(2024, 7, 9, 2, 11, 7);
const first = Date.UTC(2024, 0, 1);
const span = { first, now };

describe('the range of a download', () => {
  it('of a preset ends today and begins no earlier than the exchange', () => {
    expect(presetRange('month', span)).toEqual({ from: '2024-07-10', to: '2024-08-09' });
    expect(presetRange('year', span)).toEqual({ from: '2024-01-01', to: '2024-08-09' });
    expect(presetRange('all', span)).toEqual({ from: '2024-01-01', to: '2024-08-09' });
    expect(presetRange('year', { first: 0, now })).toMatchObject({ from: '2023-08-09' });
    expect(presetRange('all', { first: null, now })).toMatchObject({ from: '2024-08-09' });
  });

  it('is both days whole, but for bars that are not closed yet', () => {
    expect(readRange({ from: '2024-01-10', to: '2024-01-10' }, '1m', span)).toEqual({
      from: Date.UTC(2024, 0, 10),
      to: Date.UTC(2024, 0, 11),
      bars: 1440,
      problem: null,
    });
    expect(readRange({ from: '2024-08-09', to: '2024-08-09' }, '1h', span)).toMatchObject({
      to: Date.UTC(2024, 7, 9, 2),
      bars: 2,
    });
    expect(readRange({ from: '2023-01-01', to: '2024-01-02' }, '1d', span)).toMatchObject({
      from: first,
      to: first + 2 * day,
      bars: 2,
    });
  });

  it('says why it can’t be downloaded', () => {
    const tried = (from: string, to: string, interval: '1m' | '1d' = '1m', at = span) =>
      readRange({ from, to }, interval, at).problem;
    expect(tried('', '2024-01-10')).toMatch(/Choose a first and a last day/);
    expect(tried('2024-01-10', '2024-01-09')).toMatch(/before the first/);
    expect(tried('2023-01-10', '2023-12-31')).toMatch(/begin on 2024-01-01/);
    expect(tried('2024-08-09', '2024-08-09', '1d')).toMatch(/No bar is closed there yet/);
    const old = { first: Date.UTC(2000, 0, 1), now };
    expect(tried('2000-01-01', '2024-08-09', '1m', old)).toMatch(/one download takes 9,000,000/);
  });

  it('costs an answer for every thousand bars', () => {
    expect(downloadCost(1001, true)).toEqual({ ms: 120, bytes: 48_048 });
    expect(downloadCost(1000, false).ms).toBe(300);
  });
});
