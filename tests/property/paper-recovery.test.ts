import { beforeAll, describe, expect, it } from 'vitest';
import { PaperRecord } from '../../lib/paper/paper-record';
import { PaperSession } from '../../lib/paper/paper-session';
import { replay } from '../../lib/paper/replay';
import { loadKernels } from '../support/kernels';
import { PaperTestDesk } from '../support/paper-desk';

beforeAll(loadKernels);

const config = {
  strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, entry: 'level', allowShort: true } },
  protection: { stopLoss: 0.02, takeProfit: 0.03 },
} as const;

describe('a paper session on a bad line, killed at random moments', () => {
  it.each([1, 2, 3, 4])(
    'loses nothing, doubles nothing and stands exactly as its log (seed %i)',
    async (seed) => {
      const bars = 400;
      const desk = new PaperTestDesk({ seed, bars, warmup: 20, config, faults: 0.08 });
      await desk.begin();
      const rng = desk.rng.fork('user');
      const acknowledged: string[] = [];
      const refused: string[] = [];
      let kills = 0;
      for (let second = 1; second <= bars + 60; second++) {
        await desk.time.goTo(second * 1000);
        if (second === bars) desk.exchange.hasFaults = false;
        if (rng.uniform() < 0.08 && second < bars) {
          void desk.run
            .order({
              kind: 'market',
              side: rng.uniform() < 0.5 ? 'buy' : 'sell',
              quantity: 1,
              reduceOnly: false,
            })
            .then(
              (name) => acknowledged.push(name),
              (error: Error) => refused.push(error.message),
            );
        }
        if (rng.uniform() < 0.01) void desk.run.flatten().catch(() => undefined);
        if (kills < 10 && rng.uniform() < 0.04) {
          kills++;
          await desk.time.goTo(second * 1000 + rng.uniform() * 900);
          const before = desk.session.account();
          desk.kill();
          // What it had heard is in the log, and at most what it was just writing beside it.
          const heard = desk.log.events.slice(0, before.events);
          expect(PaperSession.of(heard)!.account()).toEqual(before);
          await desk.time.goTo(second * 1000 + 900 + rng.uniform() * 9000);
          second = Math.floor(desk.time.now() / 1000);
          await desk.wake();
        }
      }
      await desk.time.goTo(desk.time.now() + 60_000);
      expect(kills).toBe(10);
      expect(desk.heard).toEqual(desk.source);
      const given = new Set(
        desk.log.events.flatMap((e) =>
          e.kind === 'command' && e.command.kind === 'order' ? [e.command.order.name] : [],
        ),
      );
      expect(acknowledged.filter((name) => !given.has(name))).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(0);
      const parity = await replay(PaperRecord.of(desk.log.events)!, desk.session);
      expect(parity.differs).toBeNull();
      expect(parity.same).toBe(true);
      expect(desk.session.ledger().fills.length).toBeGreaterThan(20);
    },
  );
});
