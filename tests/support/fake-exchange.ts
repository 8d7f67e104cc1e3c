import { createRng, type Rng } from '../../lib/core/rng';
import {
  type CandleRequest,
  type ExchangeSeries,
  exchangeIntervals,
  exchangeListing,
} from '../../lib/market/exchange/exchange.schema';
import {
  type Candle,
  type CandlePage,
  ExchangeError,
  type ExchangePort,
  type ExchangeSymbol,
  type LiveHandlers,
  type LiveMessage,
  type LiveStream,
} from '../../lib/market/exchange/exchange-port';
import type { VirtualTime } from './virtual-time';

export const faultKinds = [
  'disconnect',
  'trouble',
  'gap',
  'duplicate',
  'late',
  'malformed',
  'silent',
  'wrong-order',
  'stall',
] as const;
export type StreamFault = (typeof faultKinds)[number];

export const askFaults = [
  'rate-limit',
  'unavailable',
  'offline',
  'malformed',
  'broken-bar',
  'disorder',
  'repeated',
  'unfinished',
  'behind',
] as const;
export type AskFault = (typeof askFaults)[number];

export interface FakeExchangeOptions {
  readonly series: ExchangeSeries;
  readonly time: VirtualTime;
  /** Bars there are, by their place; a place left out has none. */
  readonly source: readonly Candle[];
  /** Exchange time at local time 0. */
  readonly epoch: number;
  readonly seed?: number;
  /** Chance of a fault for each message, and for each question; 0 by default. */
  readonly streamFaults?: number;
  readonly askFaults?: number;
  readonly onlyStream?: readonly StreamFault[];
  readonly onlyAsks?: readonly AskFault[];
  /** Largest delay of a message, local ms. */
  readonly delayMs?: number;
}

/** Bars of a random walk on the grid, some of them missing. */
export function sourceBars(
  rng: Rng,
  {
    from,
    intervalMs,
    bars,
    holes = 0,
  }: Readonly<Record<'from' | 'intervalMs' | 'bars', number>> & { holes?: number },
): Candle[] {
  const source: Candle[] = [];
  let price = 100;
  for (let k = 0; k < bars; k++) {
    const open = price;
    price = Math.max(1, price + Math.floor((rng.uniform() - 0.5) * 200) / 100);
    const spread = Math.floor(rng.uniform() * 50) / 100;
    const high = Math.max(open, price) + spread;
    const low = Math.max(0.5, Math.min(open, price) - spread);
    const volume = Math.floor(rng.uniform() * 10_000) / 100;
    if (k > 0 && k < bars - 1 && rng.uniform() < holes) continue;
    source.push([from + k * intervalMs, open, high, low, price, volume]);
  }
  return source;
}

/** An exchange with a bad line, under virtual time. */
export class FakeExchange implements ExchangePort {
  /** How often each fault was made. */
  readonly made = new Map<string, number>();
  asked = 0;
  opened = 0;
  /** Off, and everything goes well. */
  hasFaults = true;
  private readonly rng: Rng;
  private readonly intervalMs: number;
  private readonly speed: number;
  private turnedBackMs = 0;
  private readonly inARow = new Map<number, number>();

  constructor(private readonly options: FakeExchangeOptions) {
    this.rng = createRng(options.seed ?? 1).fork('exchange');
    this.intervalMs = exchangeIntervals[options.series.interval];
    this.speed = exchangeListing(options.series.exchange).speed;
  }

  /** The exchange's time now. */
  get exchangeTime(): number {
    return this.options.epoch + this.speed * this.options.time.now() - this.turnedBackMs;
  }

  /** Its time begins again from earlier on. */
  turnBack(ms: number): void {
    this.turnedBackMs += ms;
  }

  async symbols(): Promise<readonly ExchangeSymbol[]> {
    const { symbol } = this.options.series;
    const [base = '', quote = ''] = symbol.split('/');
    return [{ symbol, base, quote, tickSize: 0.01 }];
  }

  async candles(request: CandleRequest, signal?: AbortSignal): Promise<CandlePage> {
    this.asked += 1;
    const { time, source, askFaults: chance = 0, onlyAsks = askFaults } = this.options;
    await new Promise<void>((resolve) =>
      time.after(1 + this.rng.uniform() * (this.options.delayMs ?? 20), resolve),
    );
    signal?.throwIfAborted();
    const { exchangeTime, intervalMs } = this;
    const fault = this.draw(chance, onlyAsks, request.from);
    switch (fault) {
      case 'rate-limit':
        throw new ExchangeError('Too many requests.', 'rate-limit', 700);
      case 'unavailable':
      case 'offline':
        throw new ExchangeError('No answer.', fault);
      case 'malformed':
        throw new ExchangeError('The answer is no JSON.', 'malformed');
    }
    const lag = fault === 'behind' ? intervalMs : 0;
    const inside = source.filter(
      ([t]) => t >= request.from && t < request.to && t + intervalMs <= exchangeTime - lag,
    );
    const candles = inside.slice(0, request.limit);
    const after = inside[request.limit];
    const page = { candles, next: after?.[0] ?? null, exchangeTime };
    if (candles.length === 0) return page;
    const k = this.rng.below(candles.length);
    const hit = candles[k]!;
    switch (fault) {
      case 'broken-bar':
        return { ...page, candles: candles.with(k, broken(this.rng, hit)) };
      case 'disorder':
        return candles.length < 2 ? page : { ...page, candles: candles.toReversed() };
      case 'repeated':
        return { ...page, candles: candles.toSpliced(k, 0, hit) };
      case 'unfinished': {
        const open = Math.floor(exchangeTime / intervalMs) * intervalMs;
        return { ...page, candles: [...candles, [open, 1, 1, 1, 1, 0] as Candle] };
      }
    }
    return page;
  }

  live(_series: ExchangeSeries, handlers: LiveHandlers): LiveStream {
    this.opened += 1;
    const { time, source, streamFaults = 0, onlyStream = faultKinds } = this.options;
    const { intervalMs, speed } = this;
    let isOpen = true;
    let isQuiet = false;
    let clearFrom = 0;
    let held: Candle | null = null;
    const cancels = new Set<() => void>();
    const later = (ms: number, run: () => void): void => {
      const cancel = time.after(ms, () => {
        cancels.delete(cancel);
        if (isOpen) run();
      });
      cancels.add(cancel);
    };
    /** Messages keep their order, unless one is late. */
    const send = (message: LiveMessage, extraMs = 0): void => {
      if (isQuiet) return;
      const delay = this.rng.uniform() * (this.options.delayMs ?? 20);
      const at = Math.max(time.now() + delay, clearFrom);
      if (extraMs === 0) clearFrom = at;
      later(at + extraMs - time.now(), () => handlers.message(message));
    };
    const end = (reason: Error | null): void => {
      isOpen = false;
      for (const cancel of cancels) cancel();
      handlers.ended(reason);
    };
    const closed = (candle: Candle): LiveMessage => ({
      kind: 'closed',
      candle,
      exchangeTime: this.exchangeTime,
    });
    const publish = (candle: Candle): void => {
      const fault = this.draw(streamFaults, onlyStream, candle[0]);
      const swap = held;
      held = null;
      switch (fault) {
        case 'disconnect':
          end(
            this.rng.uniform() < 0.3 ? null : new ExchangeError('Connection lost.', 'offline', 500),
          );
          return;
        case 'trouble':
          send({ kind: 'trouble', what: 'disconnected', text: 'The exchange hung up.' });
          isQuiet = true;
          later(((1 + this.rng.below(4)) * intervalMs) / speed, () => {
            isQuiet = false;
            send({ kind: 'open', exchangeTime: this.exchangeTime });
          });
          return;
        case 'gap':
          break;
        case 'duplicate':
          send(closed(candle));
          send(closed(candle));
          break;
        case 'late':
          send(closed(candle), (this.rng.uniform() * 3 * intervalMs) / speed);
          break;
        case 'malformed':
          if (this.rng.uniform() < 0.5) {
            send({ kind: 'trouble', what: 'malformed', text: 'A message can’t be read.' });
          } else send(closed(broken(this.rng, candle)));
          break;
        case 'silent':
          isQuiet = true;
          break;
        case 'wrong-order':
          held = candle;
          break;
        case 'stall':
          clearFrom = time.now() + (this.rng.uniform() * 4 * intervalMs) / speed;
          send(closed(candle));
          break;
        default:
          send(closed(candle));
      }
      if (swap !== null) send({ ...closed(swap) });
    };
    send({ kind: 'open', exchangeTime: this.exchangeTime });
    const next = (k: number): void => {
      const candle = source[k];
      if (candle === undefined) return;
      const close = candle[0] + intervalMs;
      later((close - this.exchangeTime) / speed, () => {
        publish(candle);
        if (isOpen) {
          const forming = source[k + 1];
          if (forming !== undefined && this.rng.uniform() < 0.5) {
            send({ kind: 'forming', candle: forming, exchangeTime: this.exchangeTime });
          }
          next(k + 1);
        }
      });
    };
    next(source.findIndex(([t]) => t + intervalMs > this.exchangeTime));
    return {
      close: () => {
        isOpen = false;
        for (const cancel of cancels) cancel();
      },
    };
  }

  private draw<T extends string>(chance: number, kinds: readonly T[], place: number): T | null {
    if (!this.hasFaults || kinds.length === 0 || this.rng.uniform() >= chance) return null;
    // No place is hit for ever.
    const before = this.inARow.get(place) ?? 0;
    this.inARow.set(place, before + 1);
    if (before >= 4) return null;
    const kind = kinds[this.rng.below(kinds.length)]!;
    this.made.set(kind, (this.made.get(kind) ?? 0) + 1);
    return kind;
  }
}

/** The bar with one thing wrong. */
function broken(rng: Rng, [time, open, high, low, close, volume]: Candle): Candle {
  switch (rng.below(6)) {
    case 0:
      return [time, open, Number.NaN, low, close, volume];
    case 1:
      return [time, open, low - 1, low, close, volume];
    case 2:
      return [time, open, high, high + 1, close, volume];
    case 3:
      return [time + 1, open, high, low, close, volume];
    case 4:
      return [time, open, high, low, close, -1];
    default:
      return [time, 0, high, 0, close, volume];
  }
}
