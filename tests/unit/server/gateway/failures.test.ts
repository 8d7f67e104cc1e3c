import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../../lib/market/exchange/exchange-port';
import { gatewayAt, uncaught } from '../../../support/gateway';
import { minute, type SteppedVenue, steppedVenue } from '../../../support/venue';

/** A gateway that has its markets already, and one request to it. */
async function ready(answerMs?: number) {
  const stepped: SteppedVenue = await steppedVenue();
  const gateway = gatewayAt(stepped.venue.url, answerMs === undefined ? {} : { answerMs });
  await gateway.symbols('replay');
  const ask = () =>
    gateway.candles({
      exchange: 'replay',
      symbol: 'BTC/USDT',
      interval: '1m',
      from: stepped.clock.now() - 9 * minute,
      to: stepped.clock.now(),
      limit: 9,
    });
  const failure = async (): Promise<ExchangeError> => {
    try {
      await ask();
    } catch (error) {
      expect(error).toBeInstanceOf(ExchangeError);
      return error as ExchangeError;
    }
    throw new Error('It was answered.');
  };
  return { ...stepped, ask, failure };
}

/** Where the answer came from, in any spelling. */
const upstream = /127\.0\.0\.1|https?:|<html|klines|binance|api\/v3|\n/i;

describe('an exchange that', () => {
  it('asks to wait is not asked again before its time', async () => {
    const { venue, failure } = await ready();
    venue.inject({ kind: 'rate-limit', requests: 1, retryAfterSeconds: 7 });
    const first = await failure();
    expect(first).toMatchObject({ reason: 'rate-limit', retryAfterMs: 7_000 });
    expect(first.message).toBe('Replay exchange asks to wait. Try again in 7 s.');
    const { requests } = venue.counts;
    const second = await failure();
    expect(second.reason).toBe('rate-limit');
    expect(second.retryAfterMs).toBeGreaterThan(6_000);
    expect(second.retryAfterMs).toBeLessThanOrEqual(7_000);
    expect(venue.counts.requests).toBe(requests);
  });

  it('has banned this address asks to wait all the same', async () => {
    const { venue, failure } = await ready();
    venue.inject({ kind: 'rate-limit', requests: 1, retryAfterSeconds: 120, banned: true });
    expect(await failure()).toMatchObject({ reason: 'rate-limit', retryAfterMs: 120_000 });
  });

  it('fails once is asked again, and twice is unavailable', async () => {
    const { venue, ask, failure } = await ready();
    venue.inject({ kind: 'server-error', requests: 1 });
    expect((await ask()).candles).toHaveLength(9);
    venue.inject({ kind: 'server-error', requests: 2, status: 503 });
    const error = await failure();
    expect(error).toMatchObject({ reason: 'unavailable', isPassing: true });
    expect(error.message).not.toMatch(upstream);
  });

  it('drops the connection is unavailable', async () => {
    const { venue, failure } = await ready();
    venue.inject({ kind: 'disconnect', forMs: minute });
    const error = await failure();
    expect(error.reason).toBe('unavailable');
    expect(error.message).not.toMatch(upstream);
  });

  it('does not answer in time is unavailable', async () => {
    const found = uncaught();
    const { venue, failure } = await ready(150);
    venue.inject({ kind: 'slow', requests: 2, delayMs: 400 });
    const error = await failure();
    expect(error.reason).toBe('unavailable');
    expect(error.message).toContain('did not answer in time');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(found).toEqual([]);
  });

  it.each(['json', 'types', 'numbers'] as const)('sends broken %s is malformed', async (how) => {
    const { venue, ask, failure } = await ready();
    // Four: the answer and the clock, and once again each.
    venue.inject({ kind: 'malformed', how, requests: 4 });
    const error = await failure();
    expect(error).toMatchObject({ reason: 'malformed', isPassing: true });
    expect(error.message).not.toMatch(upstream);
    while (venue.counts.struck.malformed < 4) await ask().catch(() => {});
    expect((await ask()).candles).toHaveLength(9);
  });

  it('is not there is unavailable', async () => {
    const { url, close } = (await steppedVenue()).venue;
    await close();
    await expect(gatewayAt(url).symbols('replay')).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'unavailable',
    });
  });
});
