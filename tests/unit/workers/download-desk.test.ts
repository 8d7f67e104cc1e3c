import { beforeEach, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import {
  type Candle,
  ExchangeError,
  type ExchangePort,
} from '../../../lib/market/exchange/exchange-port';
import type { ExchangeAccess } from '../../../workers/exchange-access';
import { platformTiming } from '../../../workers/platform';
import { sourceBars } from '../../support/fake-exchange';
import { browser, config, controlled } from './browser';

const minute = 60_000;
const start = 1_704_067_200_000;
const series = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;

/** An exchange that answers at once, from bars that a test may change. */
class PlainExchange implements ExchangePort {
  source: Candle[];
  /** Bars that are closed. */
  closed: number;
  asked = 0;
  /** What the answer after this many fails with. */
  failAfter = Number.POSITIVE_INFINITY;

  constructor(bars: number, holes = 0) {
    this.source = sourceBars(createRng(11), { from: start, intervalMs: minute, bars, holes });
    this.closed = bars;
  }

  async symbols() {
    return [{ symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', tickSize: 0.01 }];
  }

  async candles(request: Parameters<ExchangePort['candles']>[0]) {
    this.asked += 1;
    if (this.asked > this.failAfter) throw new ExchangeError('Gone.', 'request');
    const exchangeTime = start + this.closed * minute;
    if (request.interval === '1d') {
      return { candles: [[start, 1, 1, 1, 1, 1] as Candle], next: null, exchangeTime };
    }
    const inside = this.source.filter(
      ([t]) => t >= request.from && t < request.to && t < exchangeTime,
    );
    const next = inside[request.limit]?.[0] ?? null;
    return { candles: inside.slice(0, request.limit), next, exchangeTime };
  }

  live(): never {
    throw new Error('No stream is wanted.');
  }
}

describe('downloads of the data worker', () => {
  let exchange: PlainExchange;
  let here: ReturnType<typeof browser>;
  const access = async (): Promise<ExchangeAccess> => ({ port: exchange, timing: platformTiming });
  const at = (bars: number): number => start + bars * minute;
  const download = (to: number) => here.data.download(series, start, at(to), controlled());

  beforeEach(() => {
    exchange = new PlainExchange(4_000, 0.01);
    here = browser(undefined, access);
  });

  it('says since when there are bars, and what time it is there', async () => {
    expect(await here.data.seriesSpan(series, controlled())).toEqual({
      first: start,
      now: at(4_000),
    });
    const [symbol] = await here.data.exchangeSymbols('replay', controlled());
    expect(symbol?.symbol).toBe('BTC/USDT');
  });

  it('saves what was downloaded with where it is from and its gaps', async () => {
    const { set, faults, newBars } = await download(2_500);
    const wanted = exchange.source.filter(([t]) => t < at(2_500));
    expect(set).toMatchObject({
      name: 'BTC/USDT, 1 minute, Replay exchange',
      kind: 'exchange',
      bars: wanted.length,
      source: { kind: 'exchange', ...series, from: start, to: at(2_500) },
    });
    const gaps = faults.find(({ fault }) => fault === 'gap');
    expect(gaps?.count).toBeGreaterThan(0);
    expect(set.quality.gaps).toBe(gaps?.count);
    expect(newBars).toBe(wanted.length);
    expect(await here.data.downloads(controlled())).toEqual([]);
    const bars = await (await here.opening).store.dataSets.loadBars(set.fingerprint);
    expect([...bars.close]).toEqual(wanted.map(([, , , , close]) => close));
  });

  it('goes on after a reload where it was', async () => {
    exchange.failAfter = 2;
    await expect(download(3_500)).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'request',
    });
    const again = browser(here.source, access);
    const [left] = await again.data.downloads(controlled());
    expect(left).toMatchObject({ planned: 3_500, series, extending: null });
    expect(left?.bars).toBeGreaterThan(1_900);
    exchange.failAfter = Number.POSITIVE_INFINITY;
    exchange.asked = 0;
    const { set } = await again.data.resumeDownload(left!.id, controlled());
    // Two pages more, and four for the holes.
    expect(exchange.asked).toBe(6);
    expect(set.bars).toBe(exchange.source.filter(([t]) => t < at(3_500)).length);
    expect(await again.data.downloads(controlled())).toEqual([]);
  });

  it('discards what was left off', async () => {
    exchange.failAfter = 1;
    await expect(download(3_500)).rejects.toThrow();
    const [left] = await here.data.downloads(controlled());
    await here.data.discardDownload(left!.id, controlled());
    expect(await here.data.downloads(controlled())).toEqual([]);
    await expect(here.data.resumeDownload(left!.id, controlled())).rejects.toThrow(
      /no longer here/,
    );
  });

  it('brings a set up to date with new bars only, as a set of its own', async () => {
    exchange.closed = 2_000;
    const { set } = await download(2_000);
    expect((await here.data.updateSet(set.fingerprint, controlled())).newBars).toBe(0);
    exchange.closed = 2_300;
    exchange.asked = 0;
    const updated = await here.data.updateSet(set.fingerprint, controlled());
    const wanted = exchange.source.filter(([t]) => t < at(2_300)).length;
    expect(updated.set.bars).toBe(wanted);
    expect(updated.newBars).toBe(wanted - set.bars);
    expect(updated.set.fingerprint).not.toBe(set.fingerprint);
    expect(exchange.asked).toBeLessThanOrEqual(3);
    const kinds = (await here.data.list(controlled())).filter(({ kind }) => kind === 'exchange');
    expect(kinds).toHaveLength(2);
    // The same bars as of a download of the whole.
    const whole = await here.data.download(series, start, at(2_300), controlled());
    expect(whole.set.fingerprint).toBe(updated.set.fingerprint);
  });

  it('does not bring up to date what did not come from an exchange as it is', async () => {
    const { set } = await download(2_000);
    const hours = await here.data.resample(set.fingerprint, 60 * minute, 'Hours', controlled());
    expect(hours.source).toMatchObject({ kind: 'exchange', resampleMs: 60 * minute });
    await expect(here.data.updateSet(hours.fingerprint, controlled())).rejects.toThrow(
      /as an exchange gave them/,
    );
  });

  describe('of a link', () => {
    const linkTo = async (fingerprint: string) =>
      (await here.backtest.makeLink({ kind: 'stored', fingerprint }, config, controlled()))
        .fragment;

    it('are made where the bars are not here, and the link verifies', async () => {
      const { set } = await download(2_500);
      const fragment = await linkTo(set.fingerprint);
      const elsewhere = browser(undefined, access);
      const outcome = await elsewhere.backtest.verifyLink(fragment, controlled());
      expect(outcome.status).toBe('verified');
      const [kept] = await elsewhere.data.list(controlled());
      expect(kept).toMatchObject({
        fingerprint: set.fingerprint,
        name: set.name,
        kind: 'exchange',
      });
      exchange.asked = 0;
      expect((await elsewhere.backtest.verifyLink(fragment, controlled())).status).toBe('verified');
      expect(exchange.asked).toBe(0);
    });

    it('are gathered into longer bars where the link says so', async () => {
      const { set } = await download(4_000);
      const hours = await here.data.resample(set.fingerprint, 5 * minute, 'Fives', controlled());
      const fragment = await linkTo(hours.fingerprint);
      const elsewhere = browser(undefined, access);
      expect((await elsewhere.backtest.verifyLink(fragment, controlled())).status).toBe('verified');
    });

    it('are told apart where the exchange now gives other bars', async () => {
      const { set } = await download(2_500);
      const fragment = await linkTo(set.fingerprint);
      const [time, open, high, low, close, volume] = exchange.source[700]!;
      exchange.source[700] = [time, open, high + 0.5, low, close, volume];
      const elsewhere = browser(undefined, access);
      const outcome = await elsewhere.backtest.verifyLink(fragment, controlled());
      expect(outcome).toMatchObject({ status: 'differs' });
      expect('what' in outcome && outcome.what).toMatch(
        /^The exchange now gives other bars than those the link was made on: fingerprint [0-9a-f]{4}/,
      );
    });

    it('say what is wrong where the exchange can’t be reached', async () => {
      const { set } = await download(2_500);
      const fragment = await linkTo(set.fingerprint);
      exchange.failAfter = exchange.asked;
      const elsewhere = browser(undefined, access);
      await expect(elsewhere.backtest.verifyLink(fragment, controlled())).rejects.toMatchObject({
        name: 'ExchangeError',
      });
    });
  });
});
