import { type Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../core/errors';
import { recordedSeries } from '../server/venue/recorded-series';
import { replayMarket } from '../server/venue/replay-market';
import { roughSchedule } from '../server/venue/rough-schedule';
import { startVenue } from '../server/venue/start-venue';
import { replayClock, runningClock, type VenueClock } from '../server/venue/venue-clock';
import { type VenueMarket, venueMarket } from '../server/venue/venue-market';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { declareImportFlags, loadBars } from './load-data';
import { CommandProgress } from './progress';

/** How often an interruption is looked for, ms. */
const lookEveryMs = 100;

/** `venue`: a venue that speaks Binance's public interface on this machine, until it is interrupted. */
export function venueCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Play an exchange on this machine that speaks Binance’s public spot interface.')
    .option('--speed <factor>', 'how many times faster than real time', positive, 60)
    .option('--port <port>', 'port on 127.0.0.1; any free one without it', wholePort, 0)
    .option('--rough', 'drop, repeat, delay and break messages and answers now and then')
    .option('--seed <seed>', 'another synthetic market and another bad line', wholeSeed, 1)
    .option(
      '--bars-file <file>',
      'play these bars instead: any file `import` reads, sample:ID or synthetic:JSON; the first half is history',
    )
    .option('--pair <pair>', 'with --bars-file: what the bars are listed as, like BTC/USDT');
  declareImportFlags(command);
  command.action(async (options: Record<string, unknown>) => {
    const seed = options.seed as number;
    const { market, clock } = await marketAndClock(options, io);
    const venue = await startVenue({
      market,
      clock,
      port: options.port as number,
      ...(options.rough === true ? { faults: roughSchedule(seed) } : {}),
    }).catch((cause: unknown) => {
      throw new ConfigError(
        `Port ${options.port} can't be used; choose another or leave --port out.`,
        'port',
        { cause },
      );
    });
    try {
      const symbols = [...market.values()].map(({ listing }) => listing.symbol);
      io.write(`${venue.url}\n${symbols.join(' ')}\nThe time there is ${timeText(clock.now())}.\n`);
      io.writeError('Ctrl-C ends it.\n');
      while (!io.signal.aborted) await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      const { requests, messages } = venue.counts;
      io.writeError(`Ended after ${requests} requests and ${messages} messages.\n`);
    } finally {
      await venue.close();
    }
    done(exitCodes.ok);
  });
}

async function marketAndClock(
  options: Record<string, unknown>,
  io: CommandIo,
): Promise<{ readonly market: VenueMarket; readonly clock: VenueClock }> {
  const wall = () => Date.now();
  const speed = options.speed as number;
  if (options.barsFile === undefined) {
    return { market: replayMarket(options.seed as number), clock: replayClock(wall, speed) };
  }
  const progress = new CommandProgress(io, !io.isTerminal);
  try {
    const file = options.barsFile as string;
    const bars = await loadBars(file, options, io, progress.control);
    const began = wall();
    return {
      market: venueMarket([recordedSeries(bars, options.pair as string | undefined)]),
      clock: runningClock({
        wall,
        speed,
        start: bars.time[Math.floor(bars.length / 2)]!,
        anchor: () => began,
      }),
    };
  } finally {
    progress.stop();
  }
}

function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value >= 0.01 && value <= 100_000)) {
    throw new InvalidArgumentError('A number from 0.01 to 100000 is wanted.');
  }
  return value;
}

function wholePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('A port from 0 to 65535 is wanted.');
  }
  return Number(text);
}

function wholeSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 4_294_967_295) {
    throw new InvalidArgumentError('A whole number from 0 to 4294967295 is wanted.');
  }
  return Number(text);
}
