import {
  type CandleRequest,
  candleRequestSchema,
  type ExchangeId,
  type ExchangeSeries,
  exchangeSeriesSchema,
} from '../../market/exchange/exchange.schema';
import {
  type CandlePage,
  ExchangeError,
  type ExchangePort,
  type ExchangeSymbol,
  type LiveHandlers,
  type LiveStream,
} from '../../market/exchange/exchange-port';
import type { Timing } from '../../market/exchange/timing';
import { BarPages } from './bar-pages';
import { loadCcxt, type ReplayPlace } from './ccxt-connection';
import { ExchangeDesk } from './exchange-desk';
import { exchangeTable } from './exchange-table';
import { LiveSeries } from './live-series';
import { readCandles } from './read-candles';
import { machineTiming } from './upstream-calls';

/** Different series watched at a time, over all clients. */
const mostSeries = 64;

export interface GatewayOptions {
  /** Where an exchange that the site plays itself can be reached; asked once, at the first use. */
  readonly replay: (id: ExchangeId) => Promise<ReplayPlace>;
  readonly timing?: Timing;
  /** Of the waits between two connections. */
  readonly seed?: number;
  /** How long an exchange has for an answer, ms; left out = 10 s. */
  readonly answerMs?: number;
}

/** Public prices of exchanges, and what is open for them. */
export interface Gateway extends ExchangePort {
  /** Streams to exchanges, and listeners of them. */
  counts(): { readonly series: number; readonly listeners: number };
}

/** The way to the exchanges from a Node process; one path for all of them. */
export function createGateway(options: GatewayOptions): Gateway {
  const timing = options.timing ?? machineTiming;
  const desks = new Map<ExchangeId, Promise<ExchangeDesk>>();
  const pages = new BarPages();
  const watched = new Map<string, LiveSeries>();

  const openDesk = async (id: ExchangeId): Promise<ExchangeDesk> => {
    const entry = exchangeTable.get(id);
    if (entry === undefined) {
      throw new ExchangeError('There is no such exchange. Choose one of the list.', 'request');
    }
    const [ccxt, place] = await Promise.all([
      loadCcxt(),
      entry.isReplay ? options.replay(id) : null,
    ]);
    return new ExchangeDesk(ccxt, entry, place, timing, options.answerMs);
  };
  const deskOf = (id: ExchangeId): Promise<ExchangeDesk> => {
    const known = desks.get(id);
    if (known !== undefined) return known;
    const opening = openDesk(id);
    desks.set(id, opening);
    opening.catch(() => desks.delete(id));
    return opening;
  };

  return {
    symbols: (exchange, signal): Promise<readonly ExchangeSymbol[]> =>
      untilAborted(
        deskOf(exchange).then((desk) => desk.symbols()),
        signal,
      ),

    candles(request: CandleRequest, signal): Promise<CandlePage> {
      const read = async () => {
        const checked = candleRequestSchema.safeParse(request);
        if (!checked.success) {
          throw new ExchangeError('The request for bars makes no sense.', 'request');
        }
        const desk = await deskOf(request.exchange);
        await desk.requireSeries(request);
        const source = {
          key: request.exchange,
          pageBars: desk.pageBars,
          now: () => desk.clock.now(),
          bars: desk.bars.bind(desk),
        };
        return readCandles(pages, source, checked.data);
      };
      return untilAborted(read(), signal);
    },

    live(series: ExchangeSeries, handlers: LiveHandlers): LiveStream {
      const key = `${series.exchange} ${series.symbol} ${series.interval}`;
      let joined: LiveSeries | null = null;
      let isClosed = false;
      // Its own object, so that the same handlers may listen twice.
      const listener: LiveHandlers = {
        message: (message) => handlers.message(message),
        ended: (reason) => handlers.ended(reason),
      };
      const join = async () => {
        if (!exchangeSeriesSchema.safeParse(series).success) {
          throw new ExchangeError('There is no such series.', 'request');
        }
        const desk = await deskOf(series.exchange);
        if (isClosed) return;
        let found = watched.get(key);
        if (found === undefined) {
          if (watched.size >= mostSeries) {
            throw new ExchangeError(
              'The site watches as many series as it can. Try again later.',
              'rate-limit',
              30_000,
            );
          }
          found = new LiveSeries(desk, series, options.seed ?? 0, () => watched.delete(key));
          watched.set(key, found);
        }
        joined = found;
        found.join(listener);
      };
      join().catch((error: unknown) => {
        if (isClosed) return;
        isClosed = true;
        try {
          handlers.ended(error instanceof Error ? error : new Error(String(error)));
        } catch {}
      });
      return {
        close() {
          if (isClosed) return;
          isClosed = true;
          joined?.leave(listener);
        },
      };
    },

    counts: () => ({
      series: watched.size,
      listeners: [...watched.values()].reduce((sum, one) => sum + one.listenerCount, 0),
    }),
  };
}

/** Ends the wait of one who gave up; the answer is still kept for others. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
