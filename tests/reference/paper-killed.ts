import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PaperRecord } from '../../lib/paper/paper-record';
import { PaperSession } from '../../lib/paper/paper-session';
import { replay } from '../../lib/paper/replay';
import { PaperTestDesk } from '../support/paper-desk';

const config = {
  strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, entry: 'level', allowShort: true } },
  protection: { stopLoss: 0.02, takeProfit: 0.03 },
} as const;

/** What a session went through. */
export interface KilledSession {
  readonly kills: number;
  readonly acknowledged: number;
  readonly fills: number;
  readonly awayStretches: number;
}

/**
 * A session of `bars` bars on a bad line, killed ten times at random moments, in the middle of whatever it does. What it had
 * acknowledged is there each time, it stands exactly as before, no bar is lost or doubled, and the replay has its ledger.
 * The module must have been loaded.
 */
export async function killTenTimes(seed: number, bars: number): Promise<KilledSession> {
  const desk = new PaperTestDesk({ seed, bars, warmup: 20, config, faults: 0.08 });
  await desk.begin();
  const rng = desk.rng.fork('user');
  const acknowledged: string[] = [];
  const killAt = new Set(
    Array.from({ length: 10 }, (_, k) => (k + 0.1 + 0.8 * rng.uniform()) / 10),
  );
  let kills = 0;
  for (let second = 1; second <= bars + 60; second++) {
    await desk.time.goTo(second * 1000);
    if (second >= bars) desk.exchange.hasFaults = false;
    if (second < bars && rng.uniform() < 0.08) {
      const side = rng.uniform() < 0.5 ? 'buy' : 'sell';
      desk.run.order({ kind: 'market', side, quantity: 1, reduceOnly: false }).then(
        (name) => acknowledged.push(name),
        () => undefined,
      );
    }
    if (rng.uniform() < 0.01) desk.run.flatten().catch(() => undefined);
    const due = [...killAt].find((share) => share * bars * 0.9 <= second);
    if (due === undefined) continue;
    killAt.delete(due);
    kills++;
    await desk.time.goTo(desk.time.now() + rng.uniform() * 900);
    const before = desk.session.account();
    desk.kill();
    // What it had heard is in the log, and at most what it was just writing beside it.
    const heard = PaperSession.of(desk.log.events.slice(0, before.events))!;
    assert.deepStrictEqual(heard.account(), before);
    await desk.time.goTo(desk.time.now() + rng.uniform() * 9000);
    second = Math.max(second, Math.floor(desk.time.now() / 1000));
    await desk.wake();
  }
  await desk.time.goTo(desk.time.now() + 60_000);
  assert.deepStrictEqual(desk.heard, desk.source);
  const inLog = new Set(
    desk.log.events.flatMap((event) =>
      event.kind === 'command' && event.command.kind === 'order' ? [event.command.order.name] : [],
    ),
  );
  assert.deepStrictEqual(
    acknowledged.filter((name) => !inLog.has(name)),
    [],
  );
  const parity = await replay(PaperRecord.of(desk.log.events)!, desk.session);
  assert.equal(parity.differs, null);
  assert.ok(parity.same);
  return {
    kills,
    acknowledged: acknowledged.length,
    fills: desk.session.ledger().fills.length,
    awayStretches: desk.session.record.away.length,
  };
}

/** {@link killTenTimes} for any seed. */
export const paperKilledProperty = (bars: number) =>
  fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
    await killTenTimes(seed, bars);
  });
