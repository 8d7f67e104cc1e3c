import {
  type ExchangeInterval,
  type ExchangeSeries,
  exchangeIntervals,
  exchangeSymbolSchema,
} from '../../market/exchange/exchange.schema';
import {
  type Candle,
  ExchangeError,
  type ExchangeSymbol,
} from '../../market/exchange/exchange-port';
import type { Timing } from '../../market/exchange/timing';
import {
  type Ccxt,
  connectExchange,
  type ExchangeConnection,
  type ReplayPlace,
} from './ccxt-connection';
import type { ExchangeEntry } from './exchange-table';
import { parseBars } from './parse-bars';
import { UpstreamCalls } from './upstream-calls';
import { UpstreamClock } from './upstream-clock';
import { malformedAnswer } from './upstream-error';

const marketsKeptMs = 3_600_000;
/** After a failure to renew them. */
const marketsAgainMs = 60_000;

/** Everything the server asks one exchange for, markets and clock kept between calls. */
export class ExchangeDesk {
  readonly label: string;
  readonly isReplay: boolean;
  readonly pageBars: number;
  readonly clock: UpstreamClock;
  private readonly connection: ExchangeConnection;
  private readonly calls: UpstreamCalls;
  private markets: Promise<readonly ExchangeSymbol[]> | null = null;
  private knownMarkets: readonly ExchangeSymbol[] | null = null;
  private marketsUntil = 0;

  constructor(
    private readonly ccxt: Ccxt,
    private readonly entry: ExchangeEntry,
    private readonly place: ReplayPlace | null,
    readonly timing: Timing,
    answerMs?: number,
  ) {
    this.label = entry.label;
    this.isReplay = entry.isReplay;
    this.pageBars = entry.pageBars;
    this.connection = connectExchange(ccxt, entry, place);
    const { heard, exchange } = this.connection;
    this.calls = new UpstreamCalls({
      ccxt,
      label: entry.label,
      heard,
      timing,
      ...(answerMs === undefined ? {} : { answerMs }),
    });
    this.clock = new UpstreamClock({
      exchange,
      calls: this.calls,
      timing,
      label: entry.label,
      isReplay: entry.isReplay,
    });
  }

  /** Active spot markets by symbol; asked once an hour. While that fails, the list before goes on. */
  symbols(): Promise<readonly ExchangeSymbol[]> {
    if (this.markets !== null && this.timing.now() < this.marketsUntil) return this.markets;
    const before = this.knownMarkets;
    const loading = this.loadMarkets().then(
      (found) => {
        this.knownMarkets = found;
        return found;
      },
      (error: unknown) => {
        if (before === null) throw error;
        this.marketsUntil = this.timing.now() + marketsAgainMs;
        return before;
      },
    );
    this.markets = loading;
    this.marketsUntil = this.timing.now() + marketsKeptMs;
    loading.catch(() => {
      if (this.markets === loading) this.markets = null;
    });
    return loading;
  }

  private async loadMarkets(): Promise<readonly ExchangeSymbol[]> {
    const { exchange } = this.connection;
    await this.calls.call(() => exchange.loadMarkets(true));
    const found = Object.values(exchange.markets ?? {})
      .filter((market) => market?.spot === true && market.active !== false)
      .filter(({ symbol }) => exchangeSymbolSchema.safeParse(symbol).success)
      .map(({ symbol, base, quote, precision }) => ({
        symbol,
        base: String(base),
        quote: String(quote),
        tickSize: tickSizeOf(precision?.price, Number(exchange.precisionMode)),
      }))
      .sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
    if (found.length === 0) throw malformedAnswer(this.label, 'it lists no market');
    return found;
  }

  /** @throws {ExchangeError} where the exchange has no such series */
  async requireSeries({ symbol, interval }: ExchangeSeries): Promise<void> {
    const offered = this.connection.exchange.timeframes as Record<string, unknown>;
    if (!Object.hasOwn(offered, interval)) {
      const some = Object.keys(exchangeIntervals).filter((one) => Object.hasOwn(offered, one));
      throw new ExchangeError(
        `${this.label} has no ${interval} bars. It has ${some.join(', ')}.`,
        'request',
      );
    }
    const symbols = await this.symbols();
    if (symbols.some((one) => one.symbol === symbol)) return;
    throw new ExchangeError(
      `${this.label} has no market ${symbol}. Choose one of its list.`,
      'request',
    );
  }

  /** Bars from a moment on as the exchange has them now, the forming one included, at most `limit`. */
  async bars(
    symbol: string,
    interval: ExchangeInterval,
    since: number,
    limit: number,
  ): Promise<Candle[]> {
    const { exchange } = this.connection;
    return this.calls.call(async () =>
      parseBars(
        await exchange.fetchOHLCV(symbol, interval, since, limit),
        exchangeIntervals[interval],
        this.label,
      ),
    );
  }

  /** A connection of its own for one stream; null where this exchange has no streams of bars. */
  openStream(): ExchangeConnection | null {
    if (!this.connection.exchange.has.watchOHLCV) return null;
    const connection = connectExchange(this.ccxt, this.entry, this.place);
    // Its only request is the subscription; a queue before that would hide its failure.
    connection.exchange.enableRateLimit = false;
    connection.exchange.setMarketsFromExchange(this.connection.exchange);
    return connection;
  }
}

/** Modes of precision: 2 = decimal places, 4 = the step itself. */
function tickSizeOf(precision: unknown, mode: number): number {
  if (typeof precision !== 'number' || !(precision >= 0) || !(precision < 1e6)) return 0;
  if (mode === 4) return precision;
  return mode === 2 && precision <= 20 ? Number(`1e-${precision}`) : 0;
}
