import { beforeAll, describe, expect, it } from 'vitest';
import type { PaperEvent } from '../../../lib/paper/paper-event';
import { PaperRecord } from '../../../lib/paper/paper-record';
import { PaperSession } from '../../../lib/paper/paper-session';
import { replay } from '../../../lib/paper/replay';
import { paperLog } from '../../reference/paper-stream';
import { loadKernels } from '../../support/kernels';

beforeAll(loadKernels);

const log = async (bars = 80) =>
  (await paperLog({
    seed: 4,
    bars,
    warmup: 20,
    config: {
      strategy: { id: 'sma-cross', params: { fast: 2, slow: 5, entry: 'level', allowShort: true } },
    },
    happenings: [],
  })) as PaperEvent[];

describe('the replay of a paper session', () => {
  it('names the first bar and what differs there, where a bar was changed', async () => {
    const events = await log();
    const session = PaperSession.of(events)!;
    const { fills } = session.ledger();
    const changed = fills[5]!.bar;
    const tampered = events.map((event): PaperEvent => {
      if (
        event.kind !== 'bars' ||
        event.candles[0]![0] !== session.record.bars.columns.time[changed]
      )
        return event;
      const [time, open, high, low, close, volume] = event.candles[0]!;
      return { ...event, candles: [[time, open * 1.001, high * 1.01, low, close, volume]] };
    });
    const parity = await replay(PaperRecord.of(tampered)!, session);
    expect(parity.same).toBe(false);
    expect(parity.replayedHash).not.toBe(parity.ledgerHash);
    expect(parity.differs!.time).toBe(session.record.bars.columns.time[changed]);
    expect(parity.differs!.what).toMatch(
      /^A fill: (buy|sell) .* in the session, (buy|sell) .* in the replay\.$/,
    );
  });

  it('sees an absence that the record does not tell', async () => {
    const events = await log();
    const at = PaperSession.of(events)!.ledger().orders[4]!.decidedAt;
    const away = events.map((event): PaperEvent => {
      const isThere =
        event.kind === 'bars' &&
        event.how === 'live' &&
        event.candles[0]![0] === PaperRecord.of(events)!.bars.columns.time[at];
      return isThere ? { ...event, how: 'back-filled' } : event;
    });
    const parity = await replay(PaperRecord.of(events)!, PaperSession.of(away)!);
    expect(parity.same).toBe(false);
    expect(parity.differs!.what).toMatch(/^An order: /);
    expect(parity.differs!.time).toBe(PaperRecord.of(events)!.bars.columns.time[at]);
  });

  it('needs two bars since the session began', async () => {
    const events = (await log()).slice(0, 3);
    const replayed = replay(PaperRecord.of(events)!, PaperSession.of(events)!);
    await expect(replayed).rejects.toThrow('A replay needs two bars since the session began.');
  });
});
