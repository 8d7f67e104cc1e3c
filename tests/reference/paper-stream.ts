import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { firstEvents } from '../../lib/paper/first-events';
import type { PaperCommand, PaperEvent } from '../../lib/paper/paper-event';
import { PaperRecord } from '../../lib/paper/paper-record';
import { PaperSession } from '../../lib/paper/paper-session';
import { replay } from '../../lib/paper/replay';
import { market, series, walkCandles } from '../support/paper-candles';
import { hourlyCases, protectionCases, sizingCases } from '../support/strategy-cases';

const hour = 3_600_000;
const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);

/** What happens beside the bars, at a place of the stream. */
type Happening =
  | { readonly kind: 'away'; readonly bars: number }
  | { readonly kind: 'missing'; readonly bars: number }
  | { readonly kind: 'command'; readonly command: Command; readonly inFlight: boolean }
  | { readonly kind: 'feed'; readonly what: 'disconnected' | 'connected' | 'fault' }
  | { readonly kind: 'killed' };

type Command =
  | { readonly kind: 'flatten' | 'halt' }
  | { readonly kind: 'cancel'; readonly which: number }
  | {
      readonly kind: 'order';
      readonly order: 'market' | 'limit' | 'stop';
      readonly side: 'buy' | 'sell';
      readonly quantity: number;
      readonly away: number;
      readonly reduceOnly: boolean;
    };

const order = fc.record({
  kind: fc.constant('order' as const),
  order: pick(['market', 'limit', 'stop'] as const),
  side: pick(['buy', 'sell'] as const),
  quantity: pick([0.5, 3, 40, 900]),
  away: fc.double({ min: 0.001, max: 0.03, noNaN: true }),
  reduceOnly: fc.boolean(),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('away' as const),
      bars: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('missing' as const),
      bars: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      command: fc.oneof(
        { weight: 12, arbitrary: order },
        {
          weight: 4,
          arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(9) }),
        },
        { weight: 3, arbitrary: fc.constant({ kind: 'flatten' as const }) },
        { weight: 1, arbitrary: fc.constant({ kind: 'halt' as const }) },
      ),
      inFlight: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('feed' as const),
      what: pick(['disconnected', 'connected', 'fault'] as const),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'killed' as const }) },
);

/** Settings of a session that trades often. */
const settings = fc.record({
  strategy: pick(hourlyCases),
  sizing: pick(sizingCases),
  protection: pick(protectionCases),
  account: fc.record({
    fill: pick(['next-open', 'close'] as const),
    feeBps: pick([0, 5]),
    slippageBps: fc.constant(3),
    slippageModel: pick(['constant', 'volatility'] as const),
    participation: pick([0, 0.05]),
    maintenance: pick([0, 0.3]),
    borrowShort: pick([0, 0.2]),
    funding: pick(['none', 'constant'] as const),
    maxLeverage: pick([1, 3]),
  }),
});

/**
 * A session heard from any log: killed and recovered at random places it stands exactly as before, and the replay of its
 * record through the backtest has its ledger. The module must have been loaded.
 */
export const paperStreamProperty = (bars: number) =>
  fc.asyncProperty(
    fc.integer({ min: 1, max: 1_000_000 }),
    settings,
    fc.integer({ min: 0, max: 60 }),
    fc.array(fc.tuple(fc.nat(bars), happening), { maxLength: 24 }),
    async (seed, { strategy: { strategy, extra }, ...terms }, warmup, happenings) => {
      const config = { strategy, ...terms };
      const events = await paperLog({ seed, bars, warmup, config, happenings });
      const record = PaperRecord.of(events.filter((event) => event !== 'killed'))!;
      const log: PaperEvent[] = [];
      let session: PaperSession | null = null;
      for (const event of events) {
        if (event === 'killed') {
          const recovered = PaperSession.of(log, extra)!;
          assert.deepStrictEqual(recovered.account(), session!.account());
          session = recovered;
          continue;
        }
        log.push(event);
        if (session !== null) session.hear(event);
        else if (event.kind === 'started') session = new PaperSession(event, extra);
      }
      if (record.bars.length - record.firstBar < 2) return;
      const parity = await replay(record, session!, extra);
      assert.deepStrictEqual(parity.differs, null);
      assert.equal(parity.replayedHash, parity.ledgerHash);
    },
  );

/** A log as a session might write it, with the places where it is killed. */
export async function paperLog(options: {
  readonly seed: number;
  readonly bars: number;
  readonly warmup: number;
  readonly config: RunConfigInput;
  readonly happenings: readonly (readonly [at: number, what: Happening])[];
}): Promise<readonly (PaperEvent | 'killed')[]> {
  const { seed, bars, warmup, config } = options;
  const candles = walkCandles(warmup + bars, seed);
  const beginning = { series, market, config, warmup: candles.slice(0, warmup), at: 0 };
  const events: (PaperEvent | 'killed')[] = [...(await firstEvents(beginning))];
  const happenings = [...options.happenings].sort((a, b) => a[0] - b[0]);
  let names = 0;
  let next = 0;
  for (let i = warmup; i < candles.length; i++) {
    const at = candles[i]![0] + hour;
    for (; happenings[next] !== undefined && happenings[next]![0] <= i - warmup; next++) {
      const what = happenings[next]![1];
      if (what.kind === 'killed') events.push('killed');
      else if (what.kind === 'missing') i += what.bars;
      else if (what.kind === 'feed') events.push({ kind: 'feed', what: what.what, text: 'x', at });
      else if (what.kind === 'away') {
        const page = candles.slice(i, i + what.bars);
        i += page.length;
        if (page.length > 0) {
          events.push({ kind: 'bars', how: 'back-filled', candles: page, at, delayMs: null });
        }
      } else {
        const price = candles[Math.max(0, Math.min(i, candles.length) - 1)]![4];
        const command = commandOf(what.command, price, () => `hand-${names++}`, names);
        const exchangeTime = (candles[i - 1]?.[0] ?? at) + hour + (what.inFlight ? 0 : hour / 2);
        events.push({ kind: 'command', command, exchangeTime, at });
      }
    }
    const candle = candles[i];
    if (candle === undefined) break;
    events.push({ kind: 'bars', how: 'live', candles: [candle], at, delayMs: i % 7 });
  }
  events.push({ kind: 'ended', at: 1 });
  return events;
}

function commandOf(
  command: Command,
  price: number,
  newName: () => string,
  names: number,
): PaperCommand {
  if (command.kind === 'cancel') {
    return { kind: 'cancel', name: `hand-${names === 0 ? 0 : command.which % names}` };
  }
  if (command.kind !== 'order') return command;
  const { order: kind, side, quantity, away, reduceOnly } = command;
  const below = (side === 'buy') === (kind === 'limit');
  const level = price * (below ? 1 - away : 1 + away);
  const shared = { side, quantity, reduceOnly, name: newName() };
  return {
    kind: 'order',
    order: kind === 'market' ? { ...shared, kind } : { ...shared, kind, price: level },
  };
}
