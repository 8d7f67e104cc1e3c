import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { createRng, type Rng } from '../../lib/core/rng';
import type { Candle } from '../../lib/market/exchange/exchange-port';
import { firstEvents } from '../../lib/paper/first-events';
import { loadBeginning } from '../../lib/paper/load-beginning';
import type { PaperEvent, PaperJournal } from '../../lib/paper/paper-event';
import { PaperSession } from '../../lib/paper/paper-session';
import { PaperRun } from '../../lib/paper/run-paper';
import { FakeExchange, sourceBars } from './fake-exchange';
import { VirtualTime } from './virtual-time';

/** A log in memory whose writer can be killed: what it had not finished writing then is, by chance, there or not. */
export class MortalJournal {
  readonly events: PaperEvent[] = [];
  private life = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly rng: Rng,
    /** Longest write, ms. */
    private readonly slowMs = 5,
  ) {}

  /** A journal for one life of the writer. */
  open(): PaperJournal {
    const life = this.life;
    return {
      read: async () => structuredClone(this.events),
      append: (events) => {
        const copy = structuredClone(events);
        return new Promise<void>((resolve) => {
          this.time.after(this.rng.uniform() * this.slowMs, () => {
            if (life !== this.life) return;
            this.events.push(...copy);
            // Written, and yet nobody may hear of it.
            if (life === this.life) this.time.after(0, () => life === this.life && resolve());
          });
        });
      },
    };
  }

  kill(): void {
    this.life += 1;
  }
}

export const minuteSeries = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;
const minute = 60_000;
const firstOpen = 1_700_000_040_000;

export interface DeskOptions {
  readonly seed: number;
  readonly bars: number;
  readonly warmup: number;
  readonly config: RunConfigInput;
  readonly faults?: number;
}

/** A paper session on an exchange with a bad line, under virtual time; its worker can be killed and started again. */
export class PaperTestDesk {
  readonly time = new VirtualTime();
  readonly rng: Rng;
  readonly source: readonly Candle[];
  readonly exchange: FakeExchange;
  readonly log: MortalJournal;
  run!: PaperRun;
  session!: PaperSession;

  constructor(private readonly options: DeskOptions) {
    const { seed, bars, warmup, faults = 0 } = options;
    this.rng = createRng(seed).fork('paper');
    this.source = sourceBars(this.rng.fork('bars'), {
      from: firstOpen,
      intervalMs: minute,
      bars: warmup + bars,
    });
    this.log = new MortalJournal(this.time, this.rng.fork('journal'));
    this.exchange = new FakeExchange({
      series: minuteSeries,
      time: this.time,
      source: this.source,
      epoch: firstOpen + warmup * minute + 100,
      seed,
      streamFaults: faults,
      askFaults: faults,
    });
  }

  /** Real ms until the exchange has closed `bars` bars after the warm-up. */
  msUntil(bars: number): number {
    return bars * 1000;
  }

  async begin(): Promise<void> {
    const { warmup, config } = this.options;
    this.exchange.hasFaults = false;
    const begun = loadBeginning(
      { series: minuteSeries, warmupBars: warmup, config },
      { port: this.exchange, timing: this.time },
    );
    await this.time.goTo(this.time.now() + 500);
    const journal = this.log.open();
    const first = await firstEvents(await begun);
    const written = journal.append(first);
    await this.time.goTo(this.time.now() + 20);
    await written;
    this.exchange.hasFaults = true;
    await this.wake(false);
  }

  /** Reads the log and goes on from it, as a new worker does. */
  async wake(recovered = true): Promise<void> {
    const journal = this.log.open();
    this.session = PaperSession.of(await journal.read())!;
    this.run = new PaperRun({
      session: this.session,
      journal,
      port: this.exchange,
      timing: this.time,
      changed: () => undefined,
    });
    void this.run.start({ recovered });
  }

  /** Drops the worker in the middle of whatever it does: only the log survives. */
  kill(): void {
    this.log.kill();
    // Its line dies with it; nothing it still does reaches the log.
    void this.run.close();
  }

  /** The source's bars the session must have heard by now. */
  get heard(): readonly Candle[] {
    const { bars } = this.session.record;
    const { time, open, high, low, close, volume } = bars.copied();
    return Array.from(time, (t, i) => [t, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!]);
  }
}
