import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { recordedSeries } from '../../lib/server/venue/recorded-series';
import { replayStart } from '../../lib/server/venue/replay-market';
import { startVenue, type Venue } from '../../lib/server/venue/start-venue';
import { SteppedClock } from '../../lib/server/venue/venue-clock';
import type { FaultSchedule } from '../../lib/server/venue/venue-fault';
import { type VenueMarket, venueMarket } from '../../lib/server/venue/venue-market';
import { minuteBars } from './minute-bars';

export const minute = 60_000;

/** A venue whose clock stands until the test moves it; closed when the test ends. */
export interface SteppedVenue {
  readonly venue: Venue;
  readonly clock: SteppedClock;
  /** The answer to `GET path`. */
  get(path: string): Promise<{ status: number; headers: Headers; text: string; json: unknown }>;
  /** A raw client of its streams, connected. */
  connect(path: string): Promise<RawStream>;
}

/** A venue over `bars` minutes of BTC/USDT, standing in the middle of them, or over another market. */
export async function steppedVenue(
  options: {
    readonly market?: VenueMarket;
    readonly start?: number;
    readonly faults?: FaultSchedule;
    readonly bars?: number;
  } = {},
): Promise<SteppedVenue> {
  const count = options.bars ?? 600;
  const market =
    options.market ?? venueMarket([recordedSeries(await minuteBars(count), 'BTC/USDT')]);
  const clock = new SteppedClock(options.start ?? replayStart + Math.floor(count / 2) * minute);
  const { faults } = options;
  const venue = await startVenue({ market, clock, ...(faults === undefined ? {} : { faults }) });
  onTestFinished(() => venue.close());
  return {
    venue,
    clock,
    async get(path) {
      const response = await fetch(`${venue.url}${path}`);
      const text = await response.text();
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        json = undefined;
      }
      return { status: response.status, headers: response.headers, text, json };
    },
    async connect(path) {
      const stream = new RawStream(`${venue.url.replace('http', 'ws')}${path}`);
      onTestFinished(() => stream.socket.terminate());
      await stream.opened;
      return stream;
    },
  };
}

/** Everything one socket heard. */
export class RawStream {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  readonly opened: Promise<void>;
  /** The code the connection ended with. */
  readonly ended: Promise<number>;
  pongs = 0;

  constructor(address: string) {
    this.socket = new WebSocket(address);
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve());
      this.socket.once('error', reject);
    });
    this.ended = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => this.texts.push(data.toString()));
    this.socket.on('pong', () => this.pongs++);
  }

  /** Sends a request and gives its answer. */
  async ask(request: unknown): Promise<unknown> {
    const before = this.texts.length;
    this.socket.send(typeof request === 'string' ? request : JSON.stringify(request));
    await this.heard(before + 1);
    return JSON.parse(this.texts[before]!);
  }

  subscribe(...names: string[]): Promise<unknown> {
    return this.ask({ method: 'SUBSCRIBE', params: names, id: 1 });
  }

  /** Waits until so many messages came in all. */
  async heard(count: number): Promise<void> {
    for (let tries = 0; this.texts.length < count; tries++) {
      if (tries > 2000) throw new Error(`${this.texts.length} of ${count} messages came.`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Waits until the other side has nothing under way, by a ping and its pong. */
  async caughtUp(): Promise<void> {
    const before = this.pongs;
    this.socket.ping();
    for (let tries = 0; this.pongs === before; tries++) {
      if (tries > 2000) throw new Error('No pong came.');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The messages that are bars, in the order they came. */
  get bars(): StreamBar[] {
    return this.texts.flatMap((text) => {
      const message = JSON.parse(text) as { k?: StreamBar; data?: { k?: StreamBar } };
      const bar = message.k ?? message.data?.k;
      return bar === undefined ? [] : [bar];
    });
  }
}

/** A bar as a stream tells it. */
export interface StreamBar {
  readonly t: number;
  readonly T: number;
  readonly i: string;
  readonly o: string;
  readonly h: string;
  readonly l: string;
  readonly c: string;
  readonly v: string;
  readonly n: number;
  readonly x: boolean;
}

/** Time, open, high, low, close and volume of a bar from a stream. */
export function valuesOf(bar: StreamBar): number[] {
  return [bar.t, ...[bar.o, bar.h, bar.l, bar.c, bar.v].map(Number)];
}
