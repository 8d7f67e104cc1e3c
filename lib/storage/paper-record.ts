import type { ExchangeSeries } from '../market/exchange/exchange.schema';

/** A paper session as a list shows it; what happened in it is its log. */
export interface PaperSessionRecord {
  readonly id: string;
  readonly name: string;
  readonly series: ExchangeSeries;
  /** `SMA cross 20/100`. */
  readonly strategy: string;
  /** UTC epoch ms. */
  readonly startedAt: number;
  /** null = it goes on. */
  readonly endedAt: number | null;
  /** Equity over the starting capital, less 1, as last noted; the log has it exactly. */
  readonly totalReturn: number;
  /** When it was removed, UTC epoch ms; null = in use. */
  readonly removedAt: number | null;
}

/** An entry of a session's log at its place. What it says is the affair of who wrote it. */
export interface PaperLogEntry {
  readonly session: string;
  /** 0 = first. */
  readonly sequence: number;
  readonly event: unknown;
}

/** Latest first; of sessions that began together in order of id. */
export const latestStartedFirst = (a: PaperSessionRecord, b: PaperSessionRecord): number =>
  b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1);

/** Paper sessions and their logs by id. Unknown ones reject with a `StorageError` of reason `missing`. */
export interface PaperRepository {
  /** Those in use, latest first. */
  list(): Promise<readonly PaperSessionRecord[]>;
  /** null when there is none or it was removed. */
  find(id: string): Promise<PaperSessionRecord | null>;
  /** A new session with the first entries of its log, all or nothing, and durable when this resolves. */
  create(record: PaperSessionRecord, events: readonly unknown[]): Promise<void>;
  /**
   * Adds entries to a log, all or nothing; they would survive a crash when this resolves.
   * @param from place of the first of them: where an entry is there already, somebody else writes this log
   * @throws `StorageError` of reason `conflict` then
   */
  append(id: string, from: number, events: readonly unknown[]): Promise<void>;
  /** Entries from place `from` on, in order. */
  read(id: string, from?: number): Promise<readonly unknown[]>;
  update(
    id: string,
    changes: Partial<Pick<PaperSessionRecord, 'name' | 'endedAt' | 'totalReturn'>>,
  ): Promise<void>;
  /** Hides it until it is restored or purged. */
  remove(id: string, at: number): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes what was removed before `before`, logs included. @returns the ids */
  purge(before: number): Promise<readonly string[]>;
}
