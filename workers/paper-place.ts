import type { ExtraData } from '../lib/backtest/extra-data';
import { ConfigError } from '../lib/core/errors';
import { createJobControl } from '../lib/core/job';
import { inSlices } from '../lib/core/sliced-work';
import type { ExchangePort } from '../lib/market/exchange/exchange-port';
import type { Timing } from '../lib/market/exchange/timing';
import type { PaperEvent, PaperJournal } from '../lib/paper/paper-event';
import { PaperSession } from '../lib/paper/paper-session';
import { type PaperView, paperView, unknownFeed } from '../lib/paper/paper-view';
import { PaperRun } from '../lib/paper/run-paper';
import type { PaperRepository, PaperSessionRecord } from '../lib/storage';
import type { PaperState } from './paper.api';
import { yieldTurn } from './serve';

export interface PlaceOptions {
  readonly repository: PaperRepository;
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Data the config names besides the bars. */
  readonly extra: ExtraData;
}

/** Lets other calls have their turn; never cancelled, as a session is opened for all who ask for it. */
const yielding = createJobControl({ aborted: false }, () => undefined, yieldTurn);

/** What a list says of a session is noted this often at most. */
const noteEveryMs = 10_000;

/**
 * A paper session in this worker: run by it, or only read, because another tab runs it or because it has ended.
 * `version` changes whenever there is something new to see.
 */
export class PaperPlace {
  version = 0;
  private run: PaperRun | null = null;
  private release: () => void = () => undefined;
  private notedAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;

  /** As it is called now. */
  name: string;

  private constructor(
    readonly record: PaperSessionRecord,
    private readonly options: PlaceOptions,
    private readonly session: PaperSession,
  ) {
    this.name = record.name;
  }

  /** Reads a session's log. @throws {StorageError} {DataError} for a log that can't be heard */
  static async open(record: PaperSessionRecord, options: PlaceOptions): Promise<PaperPlace> {
    const events = (await options.repository.read(record.id)) as readonly PaperEvent[];
    const work = PaperSession.ofWork(events, options.extra);
    const session = await inSlices(work, yielding);
    if (session === null) throw new ConfigError(`The log of “${record.name}” is empty.`);
    return new PaperPlace(record, options, session);
  }

  get isMine(): boolean {
    return this.run !== null;
  }

  get isEnded(): boolean {
    return this.session.isEnded;
  }

  get state(): PaperState {
    return this.run?.state ?? this.session.state;
  }

  get totalReturn(): number {
    return this.session.totalReturn;
  }

  /** Data the config names besides the bars. */
  get extra(): ExtraData {
    return this.options.extra;
  }

  /** Goes on with the session, whose lock this worker has. @param release lets the lock go */
  async goOn(release: () => void, { recovered }: { readonly recovered: boolean }): Promise<void> {
    this.release = release;
    // Another tab may have written until it let the lock go: a reading begun before may have missed its last entries.
    await this.reading;
    await this.readOn();
    if (this.session.isEnded) {
      await this.settle();
      return;
    }
    const { port, timing } = this.options;
    const run = new PaperRun({
      session: this.session,
      journal: this.journal(),
      port,
      timing,
      changed: () => this.changed(),
    });
    this.run = run;
    this.changed();
    await run.start({ recovered });
  }

  /** The run. @throws {ConfigError} where this worker only reads the session */
  running(): PaperRun {
    if (this.run !== null) return this.run;
    throw new ConfigError(
      this.session.isEnded
        ? 'This paper session has ended.'
        : 'This paper session runs in another tab of this browser: act there, or close that tab and it goes on here.',
    );
  }

  /** Ends the session for good. */
  async end(): Promise<void> {
    await this.running().end();
    await this.settle();
  }

  view(): PaperView {
    if (this.run !== null) return this.run.view();
    return paperView(this.session.account(), {
      state: this.state,
      problem: null,
      feed: unknownFeed,
      forming: null,
    });
  }

  /** Hears what another tab wrote since. */
  async readOn(): Promise<void> {
    if (this.run !== null || this.session.isEnded) return;
    this.reading ??= this.readNew().finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  /** Does something while log and session are the same. */
  undisturbed<T>(work: (session: PaperSession) => Promise<T>): Promise<T> {
    const { run } = this;
    return run === null ? work(this.session) : run.undisturbed(() => work(this.session));
  }

  private async readNew(): Promise<void> {
    const { repository } = this.options;
    const events = await repository.read(this.record.id, this.session.eventCount);
    for (const event of events as readonly PaperEvent[]) this.session.hear(event);
    if (events.length > 0) this.version++;
  }

  private changed(): void {
    this.version++;
    const now = this.options.timing.now();
    if (now - this.notedAt < noteEveryMs) return;
    this.notedAt = now;
    // Only a list reads it; the log has it exactly.
    void this.note().catch(() => undefined);
  }

  private note(endedAt?: number): Promise<void> {
    const { totalReturn } = this.session;
    return this.options.repository.update(this.record.id, {
      totalReturn,
      ...(endedAt === undefined ? {} : { endedAt }),
    });
  }

  private async settle(): Promise<void> {
    this.run = null;
    this.version++;
    await this.note(this.options.timing.now());
    this.release();
  }

  private journal(): PaperJournal {
    const { repository } = this.options;
    const { id } = this.record;
    let next = this.session.eventCount;
    return {
      read: async () => (await repository.read(id)) as readonly PaperEvent[],
      async append(events) {
        await repository.append(id, next, events);
        next += events.length;
      },
    };
  }
}
