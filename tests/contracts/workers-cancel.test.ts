import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeAll, describe, expect, it } from 'vitest';
import { runResultWork } from '../../lib/analytics/build-run-result';
import type { BacktestRun } from '../../lib/backtest/backtest-run';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { createJobControl, type JobControl } from '../../lib/core/job';
import { inSlices, sliceValues } from '../../lib/core/sliced-work';
import type { Bars } from '../../lib/market/bars';
import { syntheticBars } from '../../lib/market/synthetic/synthetic-bars';
import { openStore } from '../../lib/storage';
import type { DataRef } from '../../workers/backtest.api';
import { createBacktestService } from '../../workers/backtest-service';
import type { ServedControl } from '../../workers/serve';
import { walkBars } from '../support/bars';
import { loadKernels } from '../support/sessions';

/** Trades every few bars, so that ledger and tearsheet are long too. */
const busy: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 2, slow: 3 } },
  account: { feeBps: 0, slippageBps: 0, halfSpreadBps: 0 },
};
const market = { seed: 4, assets: 1, bars: 300_000, interval: '1h' } as const;
const data: DataRef = { kind: 'synthetic', config: market, asset: 0 };

/** Most bars a run may go without hearing Cancel: about 10 ms, on a slow machine 50. */
const mostBars = 32_768;

let bars: Bars;
beforeAll(async () => {
  await loadKernels();
  bars = (await syntheticBars(market))[0]!;
});

/** A control that writes down what it hears. */
function listening(events: ({ done: number } | 'checkpoint')[]): JobControl {
  return {
    report: ({ done }) => events.push({ done }),
    checkpoint: async () => {
      events.push('checkpoint');
    },
  };
}

function service() {
  const opening = openStore({ source: { indexedDB: new IDBFactory(), IDBKeyRange } });
  return createBacktestService({
    loadKernels,
    opening,
    exchanges: () => Promise.reject(new Error('no exchanges here')),
    now: () => performance.now(),
    today: () => 1_700_000_000_000,
    sources: {
      sampleFile: () => Promise.reject(new Error('no samples here')),
      stored: async () => null,
      storedName: async () => null,
    },
  });
}

/** Lets `heard` count checkpoints and aborts at the given one. */
function stoppingAt(limit: number): { control: ServedControl<never>; heard: () => number } {
  const signal = { aborted: false };
  let heard = 0;
  const job = createJobControl(
    signal,
    () => undefined,
    async () => {
      heard++;
      if (heard === limit) signal.aborted = true;
    },
  );
  return { control: { ...job, step: () => undefined }, heard: () => heard };
}

describe('Cancel during a long run', () => {
  for (const path of ['column', 'stepped'] as const) {
    it(`is heard every ${mostBars} bars on the ${path} path, and in the ledger after them`, async () => {
      const events: ({ done: number } | 'checkpoint')[] = [];
      const run = await runBacktest(bars, busy, { path, control: listening(events) });
      expect(run.ledger.fills.length).toBeGreaterThan(50_000);
      let before = 0;
      for (const [k, event] of events.entries()) {
        if (event === 'checkpoint') continue;
        expect(event.done - before).toBeLessThanOrEqual(mostBars);
        before = event.done;
        if (before < bars.length) expect(events[k + 1]).toBe('checkpoint');
      }
      expect(before).toBe(bars.length);
      const last = events.findLastIndex((event) => event !== 'checkpoint');
      // Fills and orders are decoded one by one, and each counts for 50 values.
      const decoded = (run.ledger.fills.length + run.ledger.orders.length) * 50;
      expect(events.length - 1 - last).toBeGreaterThanOrEqual(decoded / sliceValues / 2);
    });
  }

  it('is heard while the tearsheet is measured', async () => {
    const steps: number[] = [];
    const run = await runBacktest(bars, { ...busy, statistics: { basis: 'bar' } });
    const work = runResultWork(run, { trialSharpes: [0.1, 0.2] });
    for (let step = work.next(); !step.done; step = work.next()) steps.push(step.value);
    expect(Math.max(...steps)).toBeLessThanOrEqual(4 * bars.length);
    const values = steps.reduce((sum, step) => sum + step, 0);
    expect(values).toBeGreaterThan(20 * bars.length);
  });

  it('stops the job at whichever checkpoint it comes, and keeps nothing', async () => {
    const whole = stoppingAt(0);
    const first = await service().run(data, busy, whole.control);
    expect(first.result.fills.length).toBeGreaterThan(50_000);
    expect(whole.heard()).toBeGreaterThan(60);
    const all = whole.heard();
    for (const limit of [1, all - 40, all - 1, all]) {
      const cancelled = service();
      const { control, heard } = stoppingAt(limit);
      await expect(cancelled.run(data, busy, control)).rejects.toThrow(/Cancelled/);
      expect(heard()).toBe(limit);
      expect(await cancelled.listRuns(control)).toEqual([]);
    }
  });
});

describe('A short run', () => {
  it('pays for no checkpoint', async () => {
    const events: ({ done: number } | 'checkpoint')[] = [];
    const control = listening(events);
    const short = await walkBars(5000, 6);
    const made: BacktestRun = await runBacktest(short, busy, { control });
    await inSlices(runResultWork(made, { trialSharpes: [] }), control);
    expect(made.ledger.fills.length).toBeGreaterThan(1000);
    expect(events).toEqual([{ done: 5000 }]);
  });
});
