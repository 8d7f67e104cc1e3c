import { countText } from '../../core/count-text';
import { CancelledError, DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { BarColumns, Bars, ExchangeSource } from '../bars';
import { formatMinute } from '../civil-date';
import { createBars } from '../create-bars';
import { type AnsweredSpan, CandleReader } from './candle-reader';
import type { CandleSpan } from './check-candles';
import { columnsOf, holesOf, rowsOf, spansOver } from './download-rows';
import {
  type DownloadPlan,
  type DownloadRecord,
  type DownloadStore,
  downloadId,
} from './download-store';
import { exchangeIntervals, mostDownloadBars, mostPageBars } from './exchange.schema';
import { exchangeInstrument } from './exchange-instrument';
import { ExchangeError, type ExchangePort, type ExchangeSymbol } from './exchange-port';
import type { Timing } from './timing';
import { untilCancelled } from './until-cancelled';

export interface DownloadOptions {
  readonly port: ExchangePort;
  readonly store: DownloadStore;
  readonly timing: Timing;
  readonly control: JobControl;
  /** The bars that {@link DownloadPlan.extending} names. */
  readonly base?: Bars | null;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
}

/** Bars a plan expects, were there one at every step. */
export const plannedBars = ({ series, from, to }: DownloadPlan): number =>
  Math.floor((to - from) / exchangeIntervals[series.interval]);

/**
 * Downloads a range of bars, page by page into the store, so that a download that was cancelled, broken off or reloaded
 * goes on where it was. Afterwards every hole is asked for once more; what stays one is a gap of the data, never filled.
 * The store keeps the pages until the caller discards them.
 * @throws {ExchangeError} for what can't be had; {DataError} where there are no bars, or the exchange has changed those
 * that are to be extended; {CancelledError}
 */
export async function downloadBars(plan: DownloadPlan, options: DownloadOptions): Promise<Bars> {
  const { store, timing, control, port, base = null } = options;
  requirePlan(plan);
  const intervalMs = exchangeIntervals[plan.series.interval];
  const id = downloadId(plan);
  let record: DownloadRecord = (await store.find(id)) ?? {
    ...plan,
    id,
    next: plan.from,
    repairedTo: plan.from,
    bars: 0,
    pages: 0,
    begunAt: timing.now(),
  };
  const total = plannedBars(plan);
  const doing = `Downloading ${plan.series.symbol}`;
  const report = (label: string) =>
    control.report({ done: (record.next - plan.from) / intervalMs, total, label });
  const reader = new CandleReader({
    series: plan.series,
    port,
    timing,
    ...(options.waits === undefined ? {} : { waits: options.waits }),
    waiting: (error, _attempt, waitMs) => report(waitingText(error, waitMs)),
    malformed: () => report(`${doing}: an answer was broken, asking again`),
  });
  const take = async (
    answer: AnsweredSpan,
    reached: Partial<Pick<DownloadRecord, 'next' | 'repairedTo'>>,
  ): Promise<void> => {
    const { candles } = answer;
    const page = record.pages;
    record = {
      ...record,
      ...reached,
      bars: record.bars + candles.length,
      pages: candles.length === 0 ? page : page + 1,
    };
    const kept = candles.length === 0 ? null : { download: id, page, rows: rowsOf(candles) };
    await store.keep(record, kept);
  };
  const read = async (span: CandleSpan, signal: AbortSignal): Promise<AnsweredSpan> => {
    const answer = await reader.read(span, signal);
    if (answer === null) throw new CancelledError();
    return answer;
  };

  const symbol = await untilCancelled(control, timing, async (signal) => {
    const listed = await symbolOf(plan, port, signal);
    await store.keep(record, null);
    report(doing);
    while (record.next < plan.to) {
      const answer = await read({ from: record.next, to: plan.to }, signal);
      await take(answer, { next: answer.until });
      report(doing);
      await control.checkpoint();
    }
    return listed;
  });

  const holes = holesOf(columnsOf(await store.pages(id)).time, intervalMs, plan.to);
  await untilCancelled(control, timing, async (signal) => {
    for (const span of spansOver(holes, record.repairedTo, mostPageBars, intervalMs)) {
      const missing = countText(holes.filter(({ to }) => to > span.from).length);
      control.report({
        done: total,
        total,
        label: `Asking again for what is missing, ${missing} left`,
      });
      let { from } = span;
      while (from < span.to) {
        const answer = await read({ from, to: span.to }, signal);
        from = answer.until;
        await take(answer, { repairedTo: from });
      }
    }
  });

  const columns = joined(plan, columnsOf(await store.pages(id)), base);
  await control.checkpoint();
  return createBars(
    columns,
    {
      instrument: base?.instrument ?? exchangeInstrument(symbol),
      intervalMs,
      timeZone: 'UTC',
      source: sourceOf(plan, columns.time, intervalMs),
    },
    control,
  );
}

function requirePlan(plan: DownloadPlan): void {
  const { series, from, to } = plan;
  const bars = plannedBars(plan);
  if (!(to > from)) {
    throw new ExchangeError('The end of the range is not after its beginning.', 'request');
  }
  const intervalMs = exchangeIntervals[series.interval];
  if (from % intervalMs !== 0 || to % intervalMs !== 0) {
    throw new ExchangeError(
      `The range doesn’t begin and end with a bar of ${series.interval}.`,
      'request',
    );
  }
  if (bars <= mostDownloadBars) return;
  throw new ExchangeError(
    `${countText(bars)} bars are more than one download takes, ${countText(mostDownloadBars)}. Choose a shorter range or longer bars.`,
    'request',
  );
}

async function symbolOf(
  { series }: DownloadPlan,
  port: ExchangePort,
  signal: AbortSignal,
): Promise<ExchangeSymbol> {
  const listed = await port.symbols(series.exchange, signal);
  const found = listed.find(({ symbol }) => symbol === series.symbol);
  if (found !== undefined) return found;
  throw new ExchangeError(
    `The exchange has no market ${series.symbol}. Choose one of its list.`,
    'request',
  );
}

function waitingText({ reason, message }: ExchangeError, waitMs: number): string {
  const seconds = Math.max(1, Math.floor(waitMs / 1000 + 0.5));
  const what = reason === 'rate-limit' ? 'The exchange asks to wait' : message;
  return `${what.replace(/\.$/, '')}. Going on by itself in ${seconds} s`;
}

/** The new bars behind those that are extended. @throws {DataError} where there are none, or both have another bar */
function joined(plan: DownloadPlan, columns: BarColumns, base: Bars | null): BarColumns {
  const { symbol } = plan.series;
  if (base === null) {
    if (columns.time.length > 0) return columns;
    throw new DataError(
      `The exchange has no bars of ${symbol} from ${formatMinute(plan.from)} to ${formatMinute(plan.to)} UTC. Choose another range.`,
    );
  }
  const last = base.length - 1;
  const names = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
  if (names.some((name) => columns[name][0] !== base[name][last])) {
    throw new DataError(
      `The exchange now gives another bar for ${formatMinute(base.time[last]!)} UTC than the one stored here. Nothing was changed; download the whole range anew.`,
    );
  }
  const join = (name: (typeof names)[number]): Float64Array => {
    const all = new Float64Array(base.length + columns.time.length - 1);
    all.set(base[name]);
    all.set(columns[name].subarray(1), base.length);
    return all;
  };
  return {
    time: join('time'),
    open: join('open'),
    high: join('high'),
    low: join('low'),
    close: join('close'),
    volume: join('volume'),
  };
}

/** From the first bar to the end of the last: what was asked for beyond may have bars one day. */
function sourceOf(
  { series }: DownloadPlan,
  time: Float64Array,
  intervalMs: number,
): ExchangeSource {
  return {
    kind: 'exchange',
    ...series,
    from: time[0]!,
    to: time[time.length - 1]! + intervalMs,
  };
}
