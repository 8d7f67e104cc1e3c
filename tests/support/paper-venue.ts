import assert from 'node:assert/strict';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { createRng, type Rng } from '../../lib/core/rng';
import type { Candle } from '../../lib/market/exchange/exchange-port';
import { firstEvents } from '../../lib/paper/first-events';
import { loadBeginning } from '../../lib/paper/load-beginning';
import type { PaperEvent, PaperJournal } from '../../lib/paper/paper-event';
import { PaperRecord } from '../../lib/paper/paper-record';
import { PaperSession } from '../../lib/paper/paper-session';
import { type PaperParity, replay } from '../../lib/paper/replay';
import { PaperRun } from '../../lib/paper/run-paper';
import { createGateway } from '../../lib/server/gateway/gateway';
import { binanceUrls } from '../../lib/server/venue/binance-urls';
import { recordedSeries } from '../../lib/server/venue/recorded-series';
import { replayStart } from '../../lib/server/venue/replay-market';
import { startVenue, type VenueCounts } from '../../lib/server/venue/start-venue';
import { SteppedClock } from '../../lib/server/venue/venue-clock';
import type { VenueFault } from '../../lib/server/venue/venue-fault';
import { venueMarket } from '../../lib/server/venue/venue-market';
import { minuteBars } from './minute-bars';
import { VirtualTime } from './virtual-time';

const minute = 60_000;
/** The replay exchange plays a minute in a second. */
const speed = 60;
const series = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;

const busy: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, entry: 'level', allowShort: true } },
  protection: { stopLoss: 0.02, takeProfit: 0.03 },
};

/** Faults of a venue, each as it is injected. */
export const venueFaults: readonly VenueFault[] = [
  { kind: 'disconnect', forMs: 3 * minute },
  { kind: 'gap', bars: 2 },
  { kind: 'duplicate', bars: 2 },
  { kind: 'late', after: 2 },
  { kind: 'rate-limit', requests: 1, retryAfterSeconds: 1 },
  { kind: 'server-error', requests: 2 },
  { kind: 'malformed', how: 'json', bars: 2 },
  { kind: 'malformed', how: 'types', requests: 1 },
  { kind: 'malformed', how: 'numbers', bars: 1 },
  { kind: 'silent', forMs: 8 * minute },
];

export interface VenueSession {
  readonly session: PaperSession;
  readonly counts: VenueCounts;
  readonly parity: PaperParity;
  /** What it heard, and what the venue had of the same stretch. */
  readonly heard: readonly Candle[];
  readonly source: readonly Candle[];
  readonly acknowledged: readonly string[];
  readonly ordersInLog: ReadonlySet<string>;
  readonly killed: number;
}

/**
 * A paper session of `bars` bars through the gateway on a venue, every fault injected `times` times, and orders given by
 * hand. The venue's clock waits for what can be heard, so that the machine's pace makes no difference.
 */
export async function paperOnVenue(options: {
  readonly bars: number;
  readonly times: number;
  readonly seed: number;
  /** How often the worker is killed, at random moments; only the log survives. */
  readonly kills?: number;
}): Promise<VenueSession> {
  const { bars, times, seed, kills = 0 } = options;
  const warmup = 20;
  const rest = 40;
  const rng = createRng(seed).fork('venue');
  const recorded = recordedSeries(await minuteBars(warmup + bars + 60, seed), 'BTC/USDT');
  const start = replayStart + warmup * minute + 500;
  const clock = new SteppedClock(start);
  const venue = await startVenue({ market: venueMarket([recorded]), clock });
  const time = new VirtualTime();
  // The gateway's own waits are longer in bars: more of them pass without it, and it asks less often.
  const gatewayTime = new VirtualTime();
  const place = { host: new URL(venue.url).host, urls: binanceUrls(venue.url) };
  const gateway = createGateway({
    replay: async () => place,
    timing: gatewayTime,
    answerMs: 600_000,
    seed,
  });
  const log: PaperEvent[] = [];
  let life = 0;
  /** The log as one life of the worker writes it: what is under way when it is killed may be written or not. */
  const openJournal = (): PaperJournal => {
    const mine = life;
    return {
      read: async () => log,
      append: async (events) => {
        const copy = structuredClone(events);
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (mine !== life) return new Promise(() => undefined);
        log.push(...copy);
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (mine !== life) return new Promise(() => undefined);
      },
    };
  };
  try {
    const first = await firstEvents(
      await loadBeginning(
        { series, warmupBars: warmup, config: busy },
        { port: gateway, timing: time },
      ),
    );
    await openJournal().append(first);
    const wake = () => {
      const recovered = PaperSession.of(log)!;
      const journal = openJournal();
      const changed = () => undefined;
      session = recovered;
      run = new PaperRun({ session, journal, port: gateway, timing: time, changed });
      void run.start({ recovered: life > 0 });
    };
    let session!: PaperSession;
    let run!: PaperRun;
    wake();
    const killAt = new Set(Array.from({ length: kills }, () => 10 + rng.below(bars - rest)));
    const acknowledged: string[] = [];
    const plan = faultPlan(rng, bars - rest, times);
    let disturbedUntil = 3;
    let killed = 0;
    const begun = Math.floor(start / minute) * minute;
    for (let bar = 0; bar < bars; bar++) {
      const fault = plan.get(bar);
      if (fault !== undefined) {
        venue.inject(fault);
        disturbedUntil = bar + 16;
      }
      if (rng.uniform() < 0.02) giveOrder(run, rng, acknowledged);
      if (rng.uniform() < 0.003) run.flatten().catch(() => undefined);
      for (let quarter = 1; quarter <= 4; quarter++) {
        clock.advanceTo(start + bar * minute + (quarter * minute) / 4);
        const elapsed = (clock.now() - start) / speed;
        await gatewayTime.goTo(elapsed / 4);
        await time.goTo(elapsed);
        await venue.settled();
      }
      if (killAt.has(bar)) {
        // In the middle of what the bar's close set going.
        for (let k = rng.below(12); k > 0; k--)
          await new Promise((resolve) => setImmediate(resolve));
        const before = session.account();
        life++;
        void run.close();
        assert.deepStrictEqual(PaperSession.of(log.slice(0, before.events))!.account(), before);
        wake();
        killed++;
        disturbedUntil = Math.max(disturbedUntil, bar + 4);
      }
      const open = begun + bar * minute;
      // Undisturbed, every bar is waited for; otherwise its time goes by as it would.
      const patienceMs = bar < disturbedUntil ? 10 : 2000;
      const limit = performance.now() + patienceMs;
      while (session.record.bars.lastTime < open && performance.now() < limit) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    await run.close();
    const record = PaperRecord.of(log)!;
    const { length } = record.bars;
    const heard = candlesOf(record);
    const ordersInLog = new Set(
      log.flatMap((event) =>
        event.kind === 'command' && event.command.kind === 'order'
          ? [event.command.order.name]
          : [],
      ),
    );
    return {
      session,
      counts: venue.counts,
      parity: await replay(record, session),
      heard,
      source: Array.from({ length }, (_, i) => recorded.bar(i)),
      acknowledged,
      ordersInLog,
      killed,
    };
  } finally {
    await venue.close();
  }
}

/** Which fault comes at which bar: every one so often, in an order of its own, evenly spread. */
function faultPlan(rng: Rng, bars: number, times: number): ReadonlyMap<number, VenueFault> {
  const all = Array.from({ length: times }, () => venueFaults).flat();
  for (let k = all.length - 1; k > 0; k--) {
    const other = rng.below(k + 1);
    [all[k], all[other]] = [all[other]!, all[k]!];
  }
  const every = Math.floor((bars - 20) / all.length);
  return new Map(all.map((fault, k) => [20 + k * every, fault]));
}

function giveOrder(run: PaperRun, rng: Rng, acknowledged: string[]): void {
  const side = rng.uniform() < 0.5 ? 'buy' : 'sell';
  run.order({ kind: 'market', side, quantity: 1 + rng.below(20), reduceOnly: false }).then(
    (name) => acknowledged.push(name),
    () => undefined,
  );
}

function candlesOf({ bars }: PaperRecord): readonly Candle[] {
  const { time, open, high, low, close, volume } = bars.copied();
  return Array.from(time, (t, i) => [t, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!]);
}
