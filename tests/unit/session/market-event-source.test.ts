import { describe, expect, it } from 'vitest';
import { BarEventSource } from '../../../lib/session/market-event-source';
import { walkBars } from '../../support/bars';

describe('bars as events', () => {
  it('become known at their close, oldest first, each once', async () => {
    const bars = await walkBars(5);
    const source = new BarEventSource(bars, { from: 1, to: 4 });
    const seen: [number, number][] = [];
    for (let e = source.next(); e !== null; e = source.next()) seen.push([e.bar, e.knownTime]);
    expect(seen).toEqual([1, 2, 3].map((i) => [i, bars.time[i]! + bars.intervalMs]));
    expect(source.next()).toBeNull();
  });
});
