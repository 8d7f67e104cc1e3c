import type { RawData, WebSocket } from 'ws';
import { tradesABar } from './bar-path';
import type { FaultBook } from './fault-book';
import { bucketOf } from './klines';
import { malformedText } from './malformed-text';
import {
  klineMessage,
  quoteMessage,
  streamNamed,
  tradeMessage,
  type VenueStream,
} from './stream-message';
import { answerStreamRequest } from './stream-request';
import { tradeAt, tradesUntil } from './trades';
import type { VenueClock } from './venue-clock';
import type { VenueFault } from './venue-fault';
import type { VenueMarket } from './venue-market';

/** What a client that doesn't read may leave lying, bytes. */
const mostBuffered = 32 * 1024 * 1024;

interface Client {
  readonly socket: WebSocket;
  /** Whether messages are wrapped as `{stream, data}`. */
  readonly isCombined: boolean;
  readonly names: Set<string>;
  hasAnswered: boolean;
}

/** Messages of late bars of one stream, and the bar whose end lets them go. */
interface Subscribed {
  readonly stream: VenueStream;
  readonly clients: Set<Client>;
  readonly held: { readonly untilOpenTime: number; readonly text: string }[];
}

/**
 * The stream connections of a venue. Time is a grid of quarters of bars: at each, a trade happens and every stream
 * says so once, a bar's last message at its end before the first one of the next.
 */
export class StreamHub {
  private readonly clients = new Set<Client>();
  private readonly subscribed = new Map<string, Subscribed>();
  private sentUntil: number;
  private unfollow: (() => void) | null = null;
  private sentCount = 0;

  constructor(
    private readonly market: VenueMarket,
    private readonly clock: VenueClock,
    private readonly book: FaultBook,
  ) {
    this.sentUntil = clock.now();
    book.due(this.sentUntil);
  }

  get connections(): number {
    return this.clients.size;
  }

  /** Messages written to sockets. */
  get messages(): number {
    return this.sentCount;
  }

  /** Takes over an open connection with the streams its address names. */
  accept(socket: WebSocket, names: readonly string[], isCombined: boolean): void {
    const client: Client = { socket, isCombined, names: new Set(), hasAnswered: true };
    this.clients.add(client);
    socket.on('message', (data) => this.answer(client, data));
    socket.on('ping', (data) => {
      if (!this.book.isSilent(this.clock.now())) socket.pong(data);
    });
    socket.on('pong', () => {
      client.hasAnswered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.leave(client));
    this.subscribe(client, names);
  }

  /** Asks every client for a sign of life and drops those that gave none since the last time. */
  checkClients(): void {
    if (this.book.isSilent(this.clock.now())) return;
    for (const client of this.clients) {
      if (!client.hasAnswered) client.socket.terminate();
      client.hasAnswered = false;
      client.socket.ping();
    }
  }

  /** Begins a fault now. */
  inject(fault: VenueFault): void {
    this.catchUp();
    this.begin(fault, this.clock.now());
  }

  /** Sends everything due by now, scheduled faults at their moments. */
  catchUp(): void {
    const now = this.clock.now();
    const faults = [...this.book.due(now)];
    const leap = now - this.sentUntil;
    if (leap < 0 || leap > this.clock.longestLeapMs) {
      this.sentUntil = now;
      if (leap < 0) this.book.forget();
      for (const { socket } of this.clients) socket.close(1012);
    }
    for (let at = this.nextMoment(); at <= now; at = this.nextMoment()) {
      while (faults[0] !== undefined && faults[0].atMs <= at)
        this.begin(faults[0].fault, faults.shift()!.atMs);
      this.sentUntil = at;
      for (const subscribed of this.subscribed.values()) this.tell(subscribed, at);
    }
    for (const { fault, atMs } of faults) this.begin(fault, atMs);
    this.sentUntil = now;
  }

  /** Whether every byte was handed to the system. */
  get isSettled(): boolean {
    return [...this.clients].every(({ socket }) => socket.bufferedAmount === 0);
  }

  dropAll(): void {
    for (const { socket } of this.clients) socket.terminate();
  }

  private begin(fault: VenueFault, atMs: number): void {
    this.book.inject(fault, atMs);
    if (fault.kind !== 'disconnect') return;
    this.book.strike('disconnect', this.clients.size);
    for (const client of [...this.clients]) {
      this.leave(client);
      client.socket.terminate();
    }
  }

  private leave(client: Client): void {
    this.unsubscribe(client, [...client.names]);
    this.clients.delete(client);
  }

  private answer(client: Client, data: RawData): void {
    this.catchUp();
    const reply = answerStreamRequest(data.toString(), {
      subscribe: (names) => this.subscribe(client, names),
      unsubscribe: (names) => this.unsubscribe(client, names),
      list: () => [...client.names],
    });
    this.write(client, JSON.stringify(reply));
  }

  private subscribe(client: Client, names: readonly string[]): void {
    for (const name of names) {
      client.names.add(name);
      const known = this.subscribed.get(name);
      const stream = known?.stream ?? streamNamed(name, this.market);
      if (known !== undefined) known.clients.add(client);
      else if (stream !== null) {
        this.subscribed.set(name, { stream, clients: new Set([client]), held: [] });
      }
    }
    if (this.subscribed.size === 0 || this.unfollow !== null) return;
    this.sentUntil = this.clock.now();
    this.unfollow = this.clock.follow(() => this.catchUp());
  }

  private unsubscribe(client: Client, names: readonly string[]): void {
    for (const name of names) {
      client.names.delete(name);
      const known = this.subscribed.get(name);
      known?.clients.delete(client);
      if (known?.clients.size === 0) this.subscribed.delete(name);
    }
    if (this.subscribed.size > 0) return;
    this.unfollow?.();
    this.unfollow = null;
  }

  /** The next moment at which a stream has something to say. */
  private nextMoment(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { stream } of this.subscribed.values()) {
      const quarter = stream.series.intervalMs / tradesABar;
      next = Math.min(next, bucketOf(this.sentUntil, quarter) + quarter);
    }
    return next;
  }

  private tell(subscribed: Subscribed, at: number): void {
    const { stream } = subscribed;
    const { series } = stream;
    if (at % (series.intervalMs / tradesABar) !== 0) return;
    if (stream.kind === 'kline') {
      if (at % stream.intervalMs === 0)
        this.tellBar(subscribed, stream, at - stream.intervalMs, at);
      this.tellBar(subscribed, stream, bucketOf(at, stream.intervalMs), at);
      return;
    }
    const trades = tradesUntil(series, at);
    const trade = trades === 0 ? null : tradeAt(series, trades - 1);
    if (trade === null || trade.time !== at) return;
    const message =
      stream.kind === 'bookTicker' ? quoteMessage(series, at) : tradeMessage(stream, trade, at);
    if (message !== null) this.send(subscribed, JSON.stringify(message));
  }

  private tellBar(
    subscribed: Subscribed,
    stream: VenueStream & { readonly kind: 'kline' },
    openTime: number,
    at: number,
  ): void {
    const message = klineMessage(stream, openTime, at);
    if (message === null) return;
    const isFinal = at >= openTime + stream.intervalMs;
    const fate = this.book.fateOf(openTime, stream.intervalMs, isFinal);
    const whole = JSON.stringify(message);
    const text = fate.malformed === null ? whole : malformedText(whole, fate.malformed);
    if (fate.lateBy > 0) {
      const untilOpenTime = openTime + fate.lateBy * stream.intervalMs;
      subscribed.held.push({ untilOpenTime, text });
    } else if (!fate.isLost) {
      this.send(subscribed, text);
      if (fate.isTwice) this.send(subscribed, text);
    }
    if (!isFinal) return;
    while (subscribed.held[0] !== undefined && subscribed.held[0].untilOpenTime <= openTime) {
      this.send(subscribed, subscribed.held.shift()!.text);
    }
  }

  private send({ stream, clients }: Subscribed, text: string): void {
    let wrapped: string | null = null;
    for (const client of clients) {
      if (client.isCombined) wrapped ??= `{"stream":${JSON.stringify(stream.name)},"data":${text}}`;
      this.write(client, client.isCombined ? wrapped! : text);
    }
  }

  private write({ socket }: Client, text: string): void {
    if (this.book.isSilent(this.sentUntil)) this.book.strike('silent');
    else if (socket.bufferedAmount > mostBuffered) socket.terminate();
    else {
      socket.send(text);
      this.sentCount++;
    }
  }
}
