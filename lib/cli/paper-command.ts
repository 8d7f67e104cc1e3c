import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExtraData } from '../backtest/extra-data';
import { ConfigError } from '../core/errors';
import { parseConfig } from '../core/parse-config';
import { formatMinute } from '../market/civil-date';
import {
  type ExchangeInterval,
  exchangeIntervals,
  exchangeListings,
  exchangeSeriesSchema,
} from '../market/exchange/exchange.schema';
import type { ExchangePort } from '../market/exchange/exchange-port';
import type { Timing } from '../market/exchange/timing';
import { firstEvents } from '../paper/first-events';
import { loadBeginning } from '../paper/load-beginning';
import { PaperRecord } from '../paper/paper-record';
import { PaperSession } from '../paper/paper-session';
import { type PaperParity, replay } from '../paper/replay';
import { PaperRun } from '../paper/run-paper';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { type OpenExchange, openExchange } from './open-exchange';
import { PaperLogFile } from './paper-log-file';
import { CommandProgress } from './progress';
import { declareRunFlags } from './run-config-flags';
import { settingInputs } from './run-inputs';

type Options = Readonly<Record<string, unknown>>;

/** How often it is looked whether enough bars came, ms. */
const lookEveryMs = 50;

const machineTime: Timing = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** `paper`: trades paper money on the live bars of an exchange, with every event in a file first. */
export function paperCommand(
  command: Command,
  io: CommandIo,
  strategyId: string,
  done: (code: number) => void,
  open: () => OpenExchange = openExchange,
): void {
  command
    .description('Trade paper money on live bars of an exchange, and replay the log as a backtest.')
    .addOption(
      new Option('--exchange <id>', 'whose public prices')
        .choices(exchangeListings.map(({ id }) => id))
        .default('replay'),
    )
    .option('--symbol <symbol>', 'a market of it', 'BTC/USDT')
    .addOption(
      new Option('--interval <length>', 'length of its bars')
        .choices(Object.keys(exchangeIntervals))
        .default('1m'),
    )
    .option('--warmup <bars>', 'bars of history before the first decision', wholeBars, 200)
    .option('--bars <bars>', 'end after so many bars; without it Ctrl-C stops', wholeBars)
    .option('--log <file>', 'where the log of the session is written; never over a file')
    .option('--resume <file>', 'go on with the session of this log')
    .option('--json', 'one JSON object on standard output at the end, nothing else');
  declareRunFlags(command, strategyId);
  command.action(async (options: Options) => {
    const progress = new CommandProgress(io, options.json === true && !io.isTerminal);
    const exchange = open();
    const { port } = exchange;
    let log: PaperLogFile | null = null;
    try {
      const intervalMs = exchangeIntervals[options.interval as ExchangeInterval];
      refuseUnused(options);
      const { config, extra } = await settingInputs(
        options,
        strategyId,
        { intervalMs },
        io,
        progress.control,
      );
      const recovered = options.resume !== undefined;
      if (recovered) log = await PaperLogFile.resume(String(options.resume));
      else {
        const beginning = await loadBeginning(
          {
            series: parseConfig(exchangeSeriesSchema, {
              exchange: options.exchange,
              symbol: options.symbol,
              interval: options.interval,
            }),
            warmupBars: options.warmup as number,
            config,
          },
          { port, timing: machineTime, extra, control: progress.control },
        );
        const events = await firstEvents(beginning);
        log = await PaperLogFile.create(String(options.log));
        await log.append(events);
      }
      progress.stop();
      const parity = await trade({ log, extra, port, recovered, options, io });
      done(parity === null || parity.same ? exitCodes.ok : exitCodes.differs);
    } finally {
      progress.stop();
      await log?.close();
      await exchange.close();
    }
  });
}

interface Trading {
  readonly log: PaperLogFile;
  readonly extra: ExtraData;
  readonly port: ExchangePort;
  readonly recovered: boolean;
  readonly options: Options;
  readonly io: CommandIo;
}

/** Runs a session until it has its bars or is interrupted, and replays its log. @returns null where that is too short */
async function trade({
  log,
  extra,
  port,
  recovered,
  options,
  io,
}: Trading): Promise<PaperParity | null> {
  const session = PaperSession.of(await log.read(), extra)!;
  const asJson = options.json === true;
  let printed = 0;
  const print = (isLast = false): void => {
    const lines = session.linesFrom(printed);
    // An absence may still grow.
    if (!isLast && lines.at(-1)?.kind === 'away') return;
    for (const { sequence, at, text } of lines) {
      printed = sequence + 1;
      if (!asJson) io.write(`${formatMinute(at)}  ${text}\n`);
    }
  };
  const run = new PaperRun({
    session,
    journal: log,
    port,
    timing: machineTime,
    changed: () => print(),
  });
  const { record } = session;
  const wanted = options.bars === undefined ? Number.POSITIVE_INFINITY : (options.bars as number);
  const has = () => record.bars.length - record.firstBar >= wanted;
  await run.start({ recovered });
  while (!io.signal.aborted && !has() && run.state !== 'failed' && run.state !== 'ended') {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  if (run.state === 'failed') {
    throw new ConfigError(`The session stopped: ${run.view().problem ?? 'no reason is known'}`);
  }
  // An interrupted session can be gone on with.
  if (has() && run.state !== 'ended') await run.end();
  else await run.close();
  print(true);
  if (record.bars.length - record.firstBar < 2) {
    io.writeError('Too few bars came for a replay.\n');
    return null;
  }
  const read = PaperRecord.of(await log.read())!;
  // An interruption ended the session; what it came to is still told.
  const parity = await replay(read, session, extra);
  const { equity, totalReturn, closedTrades, feed, quoteCurrency } = session.account();
  const { liveBars, backFilledBars, missingBars } = feed;
  if (asJson) {
    const figures = { equity, totalReturn, closedTrades, liveBars, backFilledBars, missingBars };
    io.write(`${JSON.stringify({ ...figures, ...parity }, null, 2)}\n`);
    return parity;
  }
  io.write(
    [
      '',
      `Bars        ${liveBars} live, ${backFilledBars} back-filled, ${missingBars} missing at the exchange`,
      `Equity      ${equity.toFixed(2)} ${quoteCurrency} (${(100 * totalReturn).toFixed(2)} %), ${closedTrades} closed trades`,
      `Ledger      ${parity.ledgerHash}`,
      `Replay      ${parity.replayedHash}`,
      parity.same
        ? 'The replay of the log as a backtest has the same ledger.'
        : `They differ first at ${formatMinute(parity.differs?.time ?? 0)}: ${parity.differs?.what ?? ''}`,
      '',
    ].join('\n'),
  );
  return parity;
}

/** Refuses what only a look back has, and a command line that says neither where to write nor what to go on with. */
function refuseUnused(options: Options): void {
  for (const name of ['from', 'to', 'split', 'benchmark'] as const) {
    if (options[name] === undefined) continue;
    throw new ConfigError(`A paper session has no --${name}: leave it out.`, name);
  }
  if ((options.log === undefined) === (options.resume === undefined)) {
    throw new ConfigError(
      'Name a file for the log with --log, or the log to go on with by --resume; one of the two.',
      'log',
    );
  }
}

function wholeBars(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number of bars is wanted.');
  return Number(text);
}
