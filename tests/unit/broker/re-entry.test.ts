import { beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../../lib/execution/broker';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { testStore } from '../../support/kernels';
import { free } from './program';

beforeAll(async () => {
  await testStore();
});

/** Bought at bar 1, stopped out inside bar 2; the signal goes off at bar 3 and on again at bar 5. */
const low = [99, 99, 80, 99, 99, 99, 99, 99];
const stoppedOut = [1, 1, 1, 0, 0, 1, 1, 1];
const neverOff = [1, 1, 1, 1, 1, 1, 1, 1];

function fillsOf(targets: readonly number[], flatClearsTarget: boolean, stepped: boolean) {
  const store = newColumnStore();
  const flat = store.columnFrom(new Float64Array(low.length).fill(100));
  const broker = Broker.create(store, {
    account: free,
    rebalanceBand: 0,
    flatClearsTarget,
    bars: {
      open: flat,
      high: flat,
      low: store.columnFrom(Float64Array.from(low)),
      close: flat,
      volume: flat,
    },
    barCount: low.length,
  });
  const protection = { stopLoss: 0.1, takeProfit: 0, timeStopBars: 0 };
  if (stepped) {
    targets.forEach((target, i) => {
      broker.advance(i, i + 1);
      broker.submitTarget(target, 'fraction', protection);
    });
  } else {
    broker.setTargetColumn(store.columnFrom(Float64Array.from(targets)), 'fraction', protection);
    broker.advance(0, low.length);
  }
  return broker.ledger().fills.map((fill) => `${fill.bar} ${fill.reason}`);
}

describe.each([true, false])('after a stop-out, stepped %s', (stepped) => {
  it('a signal that goes off and on again enters again in a session', () => {
    expect(fillsOf(stoppedOut, true, stepped)).toEqual(['1 target', '2 stop-loss', '6 target']);
  });

  it('a signal that stays on does not enter again', () => {
    expect(fillsOf(neverOff, true, stepped)).toEqual(['1 target', '2 stop-loss']);
  });

  it('by the letter of the rule the last target stays, and nothing enters again', () => {
    expect(fillsOf(stoppedOut, false, stepped)).toEqual(['1 target', '2 stop-loss']);
  });
});
