import type { ExtraData } from '../backtest/extra-data';
import { runBacktest } from '../backtest/run-backtest';
import type { RunConfig } from '../backtest/run-config.schema';
import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import { sha256HexLarge } from '../core/hashing';
import { type JobControl, uncontrolled } from '../core/job';
import type { Fill, Ledger, OrderRecord } from '../execution/ledger';
import type { Bars } from '../market/bars';
import { figureText } from '../strategies/figure-text';
import type { PaperRecord } from './paper-record';
import { recordedBars } from './recorded-bars';

/** What the replay of a session's record came to. */
export interface PaperParity {
  readonly same: boolean;
  readonly bars: number;
  readonly ledgerHash: string;
  readonly replayedHash: string;
  /** Where they first differ; null where they are the same. */
  readonly differs: { readonly time: number; readonly what: string } | null;
}

/** As many as the record of a config holds: see live-record.schema.ts. */
const mostRecorded = 10_000;

/** A session's bars, and the config with which their backtest is the session. */
export interface RecordedRun {
  readonly bars: Bars;
  readonly config: RunConfig;
}

/** What a live session came to, for {@link replay}. */
export interface LiveAccount {
  logBytes(): Uint8Array<ArrayBuffer>;
  ledger(): Ledger;
}

/** @throws {ConfigError} while there are fewer than two bars since the session began, and for a record too long */
export async function recordedRun(
  record: PaperRecord,
  control: JobControl = uncontrolled,
): Promise<RecordedRun> {
  if (record.bars.length - record.firstBar < 2) {
    throw new ConfigError(
      'A replay needs two bars since the session began. Wait for the next one and do it again.',
    );
  }
  if (Math.max(record.away.length, record.commands.length) > mostRecorded) {
    throw new ConfigError(
      `This session has ${countText(record.away.length)} absences and ${countText(record.commands.length)} commands; a replay takes up to ${countText(mostRecorded)} of each. Start a new session to have one that can be replayed.`,
    );
  }
  return { bars: await recordedBars(record, control), config: record.config() };
}

/**
 * Runs a session's record through the backtest and compares the ledgers, record for record.
 * @param live taken before the first `await` here, so that the session may go on meanwhile
 * @throws {ConfigError} for a record too short; {@link CancelledError}
 */
export async function replay(
  record: PaperRecord,
  live: LiveAccount,
  extra: ExtraData = {},
  control: JobControl = uncontrolled,
): Promise<PaperParity> {
  const liveBytes = live.logBytes();
  const liveLedger = live.ledger();
  const { bars, config } = await recordedRun(record, control);
  const run = await runBacktest(bars, config, { path: 'stepped', extra, control });
  const ledgerHash = await sha256HexLarge(liveBytes);
  const replayedHash = run.identity.ledgerHash;
  const same = ledgerHash === replayedHash && sameValues(liveLedger.equity, run.ledger.equity);
  return {
    same,
    bars: bars.length,
    ledgerHash,
    replayedHash,
    differs: same ? null : firstDifference(liveLedger, run.ledger, bars),
  };
}

const sameValues = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((value, k) => value === b[k]);

/** The first bar on which two ledgers differ, and in what. */
export function firstDifference(
  live: Ledger,
  replayed: Ledger,
  bars: Pick<Bars, 'time' | 'length'>,
): NonNullable<PaperParity['differs']> {
  const differences = [
    differingFill(live, replayed),
    differingOrder(live, replayed, ['name', 'decidedAt']),
    differingEquity(live, replayed),
  ].filter((found) => found !== null);
  // How an order ended is told at the bar it was decided at, which may be long before: only where nothing else differs.
  const first =
    differences.sort((a, b) => a.bar - b.bar)[0] ??
    differingOrder(live, replayed, ['status', 'filled', 'reason']);
  if (first === null) {
    return { time: bars.time[bars.length - 1]!, what: 'The records are in another order.' };
  }
  return { time: bars.time[Math.min(first.bar, bars.length - 1)]!, what: first.what };
}

const fillFields = [
  'bar',
  'order',
  'side',
  'quantity',
  'refPrice',
  'price',
  'slippage',
  'spread',
  'fee',
  'reason',
  'cut',
] as const satisfies readonly (keyof Fill)[];

interface Difference {
  readonly bar: number;
  readonly what: string;
}

function differingFill(live: Ledger, replayed: Ledger): Difference | null {
  const found = firstUnequal(live.fills, replayed.fills, fillFields);
  if (found === null) return null;
  const [a, b] = found;
  const text = (fill: typeof a) =>
    fill === undefined
      ? 'none'
      : `${fill.side} ${figureText(fill.quantity)} at ${figureText(fill.price)}`;
  return {
    bar: Math.min(a?.bar ?? Number.POSITIVE_INFINITY, b?.bar ?? Number.POSITIVE_INFINITY),
    what: `A fill: ${text(a)} in the session, ${text(b)} in the replay.`,
  };
}

function differingOrder(
  live: Ledger,
  replayed: Ledger,
  fields: readonly (keyof OrderRecord)[],
): Difference | null {
  const found = firstUnequal(live.orders, replayed.orders, fields);
  if (found === null) return null;
  const [a, b] = found;
  const text = (order: typeof a) =>
    order === undefined ? 'none' : `${order.name} ${order.status}`;
  return {
    bar: Math.min(
      a?.decidedAt ?? Number.POSITIVE_INFINITY,
      b?.decidedAt ?? Number.POSITIVE_INFINITY,
    ),
    what: `An order: ${text(a)} in the session, ${text(b)} in the replay.`,
  };
}

function differingEquity(live: Ledger, replayed: Ledger): Difference | null {
  const { equity } = live;
  const bar = equity.findIndex((value, k) => value !== replayed.equity[k]);
  if (bar < 0) {
    if (equity.length === replayed.equity.length) return null;
    return {
      bar: equity.length,
      what: `The session has ${equity.length} bars and the replay ${replayed.equity.length}.`,
    };
  }
  const other = replayed.equity[bar];
  return {
    bar,
    what: `Equity: ${figureText(equity[bar]!)} in the session, ${other === undefined ? 'none' : figureText(other)} in the replay.`,
  };
}

/** The first pair of which one of the fields is not the same. */
function firstUnequal<T extends object>(
  a: readonly T[],
  b: readonly T[],
  fields: readonly (keyof T)[],
): readonly [T | undefined, T | undefined] | null {
  for (let k = 0; k < Math.max(a.length, b.length); k++) {
    const [left, right] = [a[k], b[k]];
    if (left === undefined || right === undefined) return [left, right];
    if (fields.some((field) => left[field] !== right[field])) return [left, right];
  }
  return null;
}
