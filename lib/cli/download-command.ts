import { type Command, InvalidArgumentError, Option } from 'commander';
import { countText } from '../core/count-text';
import { CancelledError, ConfigError } from '../core/errors';
import type { Bars } from '../market/bars';
import { formatMinute } from '../market/civil-date';
import { downloadBars } from '../market/exchange/download-bars';
import { type DownloadPlan, downloadId } from '../market/exchange/download-store';
import { examineDownload } from '../market/exchange/examine-download';
import {
  type ExchangeId,
  type ExchangeInterval,
  exchangeIntervals,
  exchangeListing,
  exchangeListings,
  exchangeSymbolSchema,
} from '../market/exchange/exchange.schema';
import type { ExchangePort } from '../market/exchange/exchange-port';
import { untilCancelled } from '../market/exchange/until-cancelled';
import type { FaultReport } from '../market/import/types';
import { machineTiming } from '../server/gateway/upstream-calls';
import type { CommandIo } from './command-io';
import { DownloadFile } from './download-file';
import { exitCodes } from './exit-codes';
import { openExchange } from './open-exchange';
import { CommandProgress } from './progress';
import { intervalText } from './result-text';
import { barsBytes, barsFormat } from './write-bars';

type Options = Readonly<Record<string, unknown>>;

const rowsShown = 10;
/** After every bar there is: the year 2100. */
const farOff = 4_102_444_800_000;

/** `download`: bars of an exchange into a file, the same as the page downloads. */
export function downloadCommand(
  command: Command,
  io: CommandIo,
  done: (code: number) => void,
  open = openExchange,
): void {
  command
    .description('Download bars of an exchange into a file; the same bars as on the page.')
    .addOption(
      new Option('--exchange <id>', 'whose public prices')
        .choices(exchangeListings.map(({ id }) => id))
        .makeOptionMandatory(),
    )
    .requiredOption('--symbol <symbol>', 'a market of it, BTC/USDT', symbolOf)
    .addOption(
      new Option('--interval <length>', 'length of the bars')
        .choices(Object.keys(exchangeIntervals))
        .makeOptionMandatory(),
    )
    .option(
      '--from <time>',
      'open of the first bar, 2024-01-31 or 2024-01-31T12:00 in UTC; else the exchange’s first',
      timeOf,
    )
    .option(
      '--to <time>',
      'where it ends, that moment not included; else the last closed bar',
      timeOf,
    )
    .requiredOption('--out <file>', 'where the bars are written; never over a file')
    .option('--format <format>', 'csv or parquet; else by the ending of --out')
    .option('--resume', 'go on with the download that left FILE.part')
    .option('--json', 'one JSON object on standard output, nothing else');
  command.action(async (options: Options) => {
    const asJson = options.json === true;
    const out = options.out as string;
    const format = barsFormat(options.format, out);
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    const store = new DownloadFile(`${out}.part`);
    const { port, close } = open();
    try {
      const plan = await planOf(options, store, port, progress);
      const job = { port, store, timing: machineTiming, control: progress.control };
      const bars = await downloadBars(plan, job);
      const faults = await examineDownload(bars, progress.control);
      await io.writeFile(out, await barsBytes(bars, format, progress.control));
      await store.discard();
      progress.stop();
      io.write(asJson ? downloadJson(bars, faults) : downloadText(bars, faults));
      done(exitCodes.ok);
    } catch (error) {
      progress.stop();
      const kept = await keptText(store);
      if (kept === null) throw error;
      if (error instanceof CancelledError) throw new CancelledError(`Interrupted. ${kept}`);
      io.writeError(`${kept}\n`);
      throw error;
    } finally {
      progress.stop();
      await close();
    }
  });
}

/** Where a download that did not come to its end goes on, null where none was begun. */
async function keptText(store: DownloadFile): Promise<string | null> {
  const [left] = await store.list();
  if (left === undefined) return null;
  return `${countText(left.bars)} bars are kept in ${store.path}; --resume goes on with them.`;
}

/** What is asked for, or what was left off. */
async function planOf(
  options: Options,
  store: DownloadFile,
  port: ExchangePort,
  progress: CommandProgress,
): Promise<DownloadPlan> {
  const interval = options.interval as ExchangeInterval;
  const series = {
    exchange: options.exchange as ExchangeId,
    symbol: options.symbol as string,
    interval,
  };
  const intervalMs = exchangeIntervals[interval];
  const isLeft = await store.open();
  if (isLeft && options.resume !== true) {
    throw new ConfigError(
      `${store.path} is a download that was broken off. Go on with it by --resume, or delete it.`,
      'out',
    );
  }
  const [left] = await store.list();
  if (left !== undefined) {
    const { from = left.from, to = left.to } = options as { from?: number; to?: number };
    const plan = {
      series,
      from: gridUp(from, intervalMs),
      to: gridUp(to, intervalMs),
      extending: null,
    };
    if (downloadId(plan) === left.id) return plan;
    throw new ConfigError(
      `${store.path} holds another download: ${left.series.symbol} ${left.series.interval} of ${exchangeListing(left.series.exchange).label}, ${formatMinute(left.from)} to ${formatMinute(left.to)} UTC.`,
      'resume',
    );
  }
  if (options.resume === true) {
    throw new ConfigError(`There is no ${store.path} to go on with; leave out --resume.`, 'resume');
  }
  const { candles, next, exchangeTime } = await untilCancelled(
    progress.control,
    machineTiming,
    (signal) => port.candles({ ...series, interval: '1d', from: 0, to: farOff, limit: 1 }, signal),
  );
  const closed = Math.floor(exchangeTime / intervalMs) * intervalMs;
  const from = (options.from as number | undefined) ?? candles[0]?.[0] ?? next ?? closed;
  const to = (options.to as number | undefined) ?? closed;
  return {
    series,
    from: gridUp(from, intervalMs),
    // Bars that are not closed yet would be missing for ever.
    to: Math.min(closed, gridUp(to, intervalMs)),
    extending: null,
  };
}

const gridUp = (time: number, intervalMs: number): number =>
  Math.floor((time + intervalMs - 1) / intervalMs) * intervalMs;

function symbolOf(text: string): string {
  if (exchangeSymbolSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('A symbol is written BTC/USDT.');
}

function timeOf(text: string): number {
  const [, day, clock, seconds] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?Z?)?$/.exec(text) ?? [];
  const time =
    day === undefined ? Number.NaN : Date.parse(`${day}T${clock ?? '00:00'}${seconds ?? ':00'}Z`);
  if (!Number.isNaN(time) && time >= 0) return time;
  throw new InvalidArgumentError('A time is written 2024-01-31 or 2024-01-31T12:00, in UTC.');
}

function downloadJson(bars: Bars, faults: readonly FaultReport[]): string {
  const { fingerprint, source, instrument, length } = bars;
  const printed = { fingerprint, bars: length, source, instrument, faults };
  return `${JSON.stringify(printed, null, 2)}\n`;
}

function downloadText(bars: Bars, faults: readonly FaultReport[]): string {
  const first = formatMinute(bars.time[0]!);
  const last = formatMinute(bars.time[bars.length - 1]!);
  const lines = [
    `${bars.instrument.name}: ${countText(bars.length)} bars of ${intervalText(bars.intervalMs)}, ${first} to ${last} UTC`,
  ];
  const found = faults.filter(({ count }) => count > 0);
  if (found.length === 0) lines.push('  Nothing is missing or odd.');
  for (const { label, count, samples } of found) {
    lines.push(`  ${label}: ${countText(count)}, left as they are`);
    for (const { reason } of samples.slice(0, rowsShown)) lines.push(`    ${reason}`);
    if (count > rowsShown) lines.push(`    … and ${countText(count - rowsShown)} more`);
  }
  lines.push(`  Fingerprint ${bars.fingerprint}`, '');
  return lines.join('\n');
}
