import { beforeAll, describe, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { barsBefore, resolvePeriod } from '../../../lib/backtest/run-period';
import type { ConfigError } from '../../../lib/core/errors';
import { DAY_MS } from '../../../lib/market/civil-date';
import { loadKernels } from '../../support/sessions';
import { barsOf } from '../analytics/run-fixture';

const day = (n: number): number => Date.UTC(2020, 0, n);
const bars = barsOf({ open: Array.from({ length: 20 }, (_, i) => 100 + i) });
const none = { from: null, to: null, split: null };

describe('a period', () => {
  it('is all bars where nothing is chosen', () => {
    expect(resolvePeriod(bars, none)).toEqual({ firstBar: 0, splitBar: null, endBar: 20 });
    expect(barsBefore(bars, 20)).toBe(bars);
  });

  it('begins with the first bar at its beginning or after and ends before its end', () => {
    const period = { from: day(3), to: day(11), split: day(7) };
    expect(resolvePeriod(bars, period)).toEqual({ firstBar: 2, splitBar: 6, endBar: 10 });
    const within = { from: day(3) - 1, to: day(11) - DAY_MS + 1, split: day(7) - 5 };
    expect(resolvePeriod(bars, within)).toEqual({ firstBar: 2, splitBar: 6, endBar: 10 });
    const cut = barsBefore(bars, 10);
    expect(cut.length).toBe(10);
    expect(cut.close.buffer).toBe(bars.close.buffer);
    expect(cut.fingerprint).toBe(bars.fingerprint);
  });

  it('may reach a week over the data, not further', () => {
    const over = { ...none, from: day(1) - 7 * DAY_MS, to: day(28) };
    expect(resolvePeriod(bars, over)).toEqual({ firstBar: 0, splitBar: null, endBar: 20 });
  });

  it('is refused with the limit at fault and the range of the data', () => {
    const cases: [Partial<typeof over>, string, RegExp][] = [
      [{ from: day(9), to: day(9) }, 'period.from', /must begin before it ends/],
      [{ from: Date.UTC(2019, 0, 1) }, 'period.from', /begins 2019-01-01, before there are data/],
      [{ to: Date.UTC(2022, 0, 1) }, 'period.to', /ends 2022-01-01, after the data end/],
      [{ from: day(20) }, 'period.from', /holds 1 bar; at least 2/],
      [{ from: day(24) }, 'period.from', /holds 0 bars/],
      [{ to: day(2) }, 'period.to', /holds 1 bar/],
      [{ split: day(2) }, 'period.split', /at least 2 bars on both sides/],
      [{ split: day(20) }, 'period.split', /inside the period, 2020-01-01 to 2020-01-20/],
      [{ from: day(5), split: day(3) }, 'period.split', /inside the period, 2020-01-05/],
      [{ to: day(9), split: day(9) }, 'period.split', /to 2020-01-08/],
    ];
    const over = { from: 0, to: 0, split: 0 };
    for (const [period, field, message] of cases) {
      let error: unknown = null;
      try {
        resolvePeriod(bars, { ...none, ...period });
      } catch (caught) {
        error = caught;
      }
      expect(error, String(message)).toMatchObject({ name: 'ConfigError', field });
      expect((error as ConfigError).message).toMatch(message);
      expect((error as ConfigError).message).toMatch(
        /The data run from 2020-01-01 to 2020-01-20\.$/,
      );
    }
  });

  it('names times of day where limits have them', () => {
    const at = day(9) + 8 * 3_600_000;
    expect(() => resolvePeriod(bars, { ...none, from: at, to: at })).toThrow(
      /begins 2020-01-09 08:00 UTC/,
    );
  });
});

describe('a run over a period', () => {
  beforeAll(loadKernels);
  const config = (more: Partial<RunConfigInput>): RunConfigInput => ({
    strategy: { id: 'buy-and-hold', params: {} },
    account: { feeBps: 0, slippageBps: 0 },
    ...more,
  });

  it('takes up what is in force at its first bar, and fills at the next open', async () => {
    const run = await runBacktest(bars, config({ period: { from: day(5), to: day(11) } }));
    expect(run.period).toEqual({ firstBar: 4, splitBar: null, endBar: 10 });
    expect(run.bars.length).toBe(10);
    expect(run.ledger.equity).toHaveLength(10);
    expect(run.ledger.fills.map((fill) => fill.bar)).toEqual([5]);
    expect([...run.ledger.equity.subarray(0, 5)]).toEqual([1e5, 1e5, 1e5, 1e5, 1e5]);
    expect(run.explainFill(0).decidedBar).toBe(4);
  });

  it('is warm at its first bar: averages have seen the bars before', async () => {
    const strategy = { id: 'sma-cross', params: { fast: 2, slow: 5 } };
    const warm = await runBacktest(bars, { ...config({ period: { from: day(6) } }), strategy });
    expect(warm.ledger.fills[0]?.bar).toBe(6);
    const cold = await runBacktest(
      barsOf({ open: [...bars.open.subarray(5)] }, { time: bars.time.subarray(5) }),
      { ...config({}), strategy },
    );
    expect(cold.ledger.fills[0]?.bar).toBe(5);
  });

  it('refuses a volume cap where no bar has a volume', async () => {
    const silent = { ...bars, volume: new Float64Array(20) };
    await expect(
      runBacktest(silent, config({ account: { participation: 0.1 } })),
    ).rejects.toMatchObject({ name: 'ConfigError', field: 'account.participation' });
  });
});
