import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../lib/core/rng';
import type { ExchangeSeries } from '../../lib/market/exchange/exchange.schema';
import type { Candle } from '../../lib/market/exchange/exchange-port';
import { LiveBars, type ReceivedBar } from '../../lib/market/exchange/live-bars';
import type { LineState } from '../../lib/market/exchange/live-line';
import {
  type AskFault,
  askFaults,
  FakeExchange,
  faultKinds,
  type StreamFault,
  sourceBars,
} from '../support/fake-exchange';
import { VirtualTime } from '../support/virtual-time';

const minute = 60_000;
const epoch = 1_600_000_000_000 - (1_600_000_000_000 % minute);

/** A feed through a bad line until everything was handed on, with what was received and when. */
async function received(setup: {
  readonly series: ExchangeSeries;
  readonly speed: number;
  readonly seed: number;
  readonly streamFaults: number;
  readonly askFaults: number;
  readonly holes: number;
  readonly bars: number;
  readonly takesMs: number;
  readonly cuts: number;
  readonly onlyStream?: readonly StreamFault[];
  readonly onlyAsks?: readonly AskFault[];
}) {
  const { series, speed, seed, bars } = setup;
  const history = 30;
  const rng = createRng(seed);
  const source = sourceBars(rng.fork('bars'), {
    from: epoch - history * minute,
    intervalMs: minute,
    bars: bars + history + 300,
    holes: setup.holes,
  });
  const time = new VirtualTime();
  const port = new FakeExchange({ ...setup, time, source, epoch, delayMs: transitMs });
  const got: (ReceivedBar & { readonly trueTime: number })[] = [];
  const states: LineState[] = [];
  let inHands = 0;
  const from = epoch - (history / 2) * minute;
  const feed = new LiveBars({
    series,
    from,
    port,
    timing: time,
    handlers: {
      async bars(batch) {
        inHands += 1;
        expect(inHands).toBe(1);
        const trueTime = port.exchangeTime;
        if (setup.takesMs > 0) {
          await new Promise<void>((r) => time.after(rng.uniform() * setup.takesMs, r));
        }
        for (const bar of batch) got.push({ ...bar, trueTime });
        inHands -= 1;
      },
      state: (state) => void states.push(state),
    },
  });
  feed.start();
  const endMs = (bars * minute) / speed;
  for (let k = 1; k <= setup.cuts; k++) {
    await time.goTo((k * endMs) / (setup.cuts + 1));
    feed.disconnect();
    await time.goTo(time.now() + (rng.uniform() * 5 * minute) / speed);
    feed.reconnect();
  }
  await time.goTo(Math.max(time.now(), endMs));
  // The line gets better, and every wait that is under way ends.
  port.hasFaults = false;
  await time.goTo(time.now() + 100_000 + (5 * minute) / speed);
  const until = port.exchangeTime - 2 * minute;
  const { health, nextOpen } = feed;
  const holes = (nextOpen - from) / minute - got.length;
  await Promise.all([feed.close(), time.goTo(time.now() + 1000)]);
  return {
    got,
    states,
    health,
    wanted: source.filter(([t]) => t >= from),
    until,
    holes,
    port,
    speed,
  };
}

/** Least time a message is on its way, at the most: one who only hears can't know it. */
const transitMs = 20;

function hold({
  got,
  health,
  wanted,
  until,
  holes,
  states,
  speed,
}: Awaited<ReturnType<typeof received>>) {
  const count = wanted.filter(([t]) => t + minute <= until).length;
  expect(got.length).toBeGreaterThanOrEqual(count);
  expect(candlesOf(got)).toEqual(wanted.slice(0, got.length));
  for (const { how, candle, trueTime } of got) {
    if (how === 'live') expect(trueTime).toBeLessThan(candle[0] + 2 * minute + transitMs * speed);
  }
  expect(health.missingBars).toBe(holes);
  expect(health.liveBars + health.backFilledBars).toBe(got.length);
  expect(states.filter(({ kind }) => kind === 'failed')).toEqual([]);
}

const candlesOf = (got: readonly ReceivedBar[]): Candle[] => got.map(({ candle }) => candle);

describe('live bars of a bad line', () => {
  const replay = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;
  const kraken = { ...replay, exchange: 'kraken' } as const;
  const setups = fc.record({
    seed: fc.nat(),
    line: fc.constantFrom({ series: replay, speed: 60 }, { series: kraken, speed: 1 }),
    streamFaults: fc.constantFrom(0, 0.05, 0.2, 0.5),
    askFaults: fc.constantFrom(0, 0.1, 0.4),
    holes: fc.constantFrom(0, 0, 0.1),
    takesMs: fc.constantFrom(0, 0, 300),
    cuts: fc.constantFrom(0, 1, 3),
  });

  it('are the bars of the exchange, each once and in order, and never live too late', async () => {
    await fc.assert(
      fc.asyncProperty(setups, async ({ line, ...rest }) => {
        hold(await received({ ...line, ...rest, bars: 120 }));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ...faultKinds.map((kind) => ({ kind, onlyStream: [kind], onlyAsks: [] })),
    ...askFaults.map((kind) => ({ kind, onlyStream: ['gap'] as const, onlyAsks: [kind] })),
  ])('survive $kind', async ({ kind, onlyStream, onlyAsks }) => {
    const outcome = await received({
      series: replay,
      speed: 60,
      seed: 7,
      streamFaults: 0.2,
      askFaults: 0.5,
      holes: 0.05,
      bars: 300,
      takesMs: 0,
      cuts: 0,
      onlyStream,
      onlyAsks,
    });
    hold(outcome);
    expect(outcome.port.made.get(kind)).toBeGreaterThanOrEqual(5);
    expect(outcome.health.liveBars).toBeGreaterThan(80);
  });

  it('are all live where nothing goes wrong', async () => {
    const { got, health } = await received({
      series: replay,
      speed: 60,
      seed: 1,
      streamFaults: 0,
      askFaults: 0,
      holes: 0,
      bars: 120,
      takesMs: 5,
      cuts: 0,
    });
    expect(got.slice(0, 15).every(({ how }) => how === 'back-filled')).toBe(true);
    expect(got.slice(15).every(({ how }) => how === 'live')).toBe(true);
    expect(health).toMatchObject({ backFilledBars: 15, repeated: 0, late: 0, malformed: 0 });
    expect(health.latencyMs).toBeGreaterThanOrEqual(0);
    expect(health.worstLatencyMs).toBeLessThan(60 * 25);
  });
});
