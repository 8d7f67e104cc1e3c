import type { Exchange } from 'ccxt';
import type { Timing } from '../../market/exchange/timing';
import type { UpstreamCalls } from './upstream-calls';
import { malformedAnswer } from './upstream-error';

const keptMs = 600_000;

/**
 * The clock of an exchange. That of a real one is this machine's plus an offset, asked every ten minutes; that of a
 * replay runs faster and is asked each time.
 */
export class UpstreamClock {
  private offsetMs = 0;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly o: {
      readonly exchange: Exchange;
      readonly calls: UpstreamCalls;
      readonly timing: Timing;
      readonly label: string;
      readonly isReplay: boolean;
    },
  ) {}

  /** UTC epoch ms at the exchange. */
  async now(): Promise<number> {
    const { exchange, timing, isReplay } = this.o;
    if (!isReplay && !exchange.has.fetchTime) return timing.now();
    if (!isReplay && timing.now() - this.askedAt < keptMs) return timing.now() + this.offsetMs;
    const began = timing.now();
    const time = await this.ask();
    const ended = timing.now();
    this.offsetMs = Math.floor(time - (began + ended) / 2);
    this.askedAt = ended;
    return isReplay ? time : ended + this.offsetMs;
  }

  private async ask(): Promise<number> {
    const time: unknown = await this.o.calls.call(() => this.o.exchange.fetchTime());
    if (typeof time === 'number' && time > 0 && time < 8.64e15) return time;
    throw malformedAnswer(this.o.label, 'it tells no time');
  }
}
