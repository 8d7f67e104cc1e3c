import { describe, expect, it } from 'vitest';
import type { TimestampMs } from '../../../../lib/core/nominal';
import type { LiveHandlers, LiveMessage } from '../../../../lib/market/exchange/exchange-port';
import { SeriesListeners } from '../../../../lib/server/gateway/series-listeners';

const exchangeTime = 60_000 as TimestampMs;
const open: LiveMessage = { kind: 'open', exchangeTime };
const closed: LiveMessage = { kind: 'closed', candle: [0, 1, 1, 1, 1, 1], exchangeTime };
const forming: LiveMessage = { ...closed, kind: 'forming' };

function listener(): LiveHandlers & { readonly kinds: string[] } {
  const kinds: string[] = [];
  return { kinds, message: ({ kind }) => void kinds.push(kind), ended: () => undefined };
}

const listenersOf = () => new SeriesListeners({ now: () => 0, after: () => () => undefined });

describe('Those who listen to a series', () => {
  it('hear of no bar before word that it stands, but of what went wrong', () => {
    const all = listenersOf();
    const [first, late] = [listener(), listener()];
    all.add(first);
    all.send(open);
    all.add(late);
    expect([all.isWaiting(first), all.isWaiting(late)]).toEqual([false, true]);
    for (const message of [forming, closed]) all.send(message);
    all.trouble('silent', 'It stopped sending.');
    expect(late.kinds).toEqual(['trouble']);
    all.tell(late, open);
    all.send(closed);
    expect(first.kinds).toEqual(['open', 'forming', 'closed', 'trouble', 'closed']);
    expect(late.kinds).toEqual(['trouble', 'open', 'closed']);
    expect(all.isWaiting(late)).toBe(false);
  });

  it('don’t cost each other a message, and hear none after they left', () => {
    const all = listenersOf();
    const heard = listener();
    const failing: LiveHandlers = {
      message() {
        throw new Error('of a listener');
      },
      ended: () => undefined,
    };
    all.add(failing);
    all.add(heard);
    all.send(open);
    expect(heard.kinds).toEqual(['open']);
    all.remove(heard);
    all.send(closed);
    expect(heard.kinds).toEqual(['open']);
    expect(all.count).toBe(1);
  });
});
