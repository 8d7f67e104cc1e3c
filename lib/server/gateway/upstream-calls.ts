import { ExchangeError } from '../../market/exchange/exchange-port';
import { type Timing, waited } from '../../market/exchange/timing';
import { answerMs, type Ccxt, type HeardWait } from './ccxt-connection';
import { upstreamError } from './upstream-error';

/** All tries of one call together, ms. */
const budgetMs = 15_000;
const retryWaitMs = 250;

/** Time and timers of this machine. */
export const machineTiming: Timing = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Calls to one exchange: each with a time limit and one retry, none while the exchange asked to wait. */
export class UpstreamCalls {
  private blockedUntil = 0;

  constructor(
    private readonly o: {
      readonly ccxt: Ccxt;
      readonly label: string;
      readonly heard: HeardWait;
      readonly timing: Timing;
      /** Left out = 10 s. */
      readonly answerMs?: number;
    },
  ) {}

  /** @throws {ExchangeError} */
  async call<T>(work: () => Promise<T>): Promise<T> {
    const { timing } = this.o;
    const began = timing.now();
    for (let attempt = 1; ; attempt++) {
      this.requireUnblocked();
      try {
        return await this.inTime(work());
      } catch (cause) {
        const error = upstreamError(cause, {
          ccxt: this.o.ccxt,
          label: this.o.label,
          retryAfterMs: this.o.heard.retryAfterMs,
        });
        if (error.reason === 'rate-limit') {
          this.blockedUntil = timing.now() + (error.retryAfterMs ?? 0);
          throw error;
        }
        const limit = this.o.answerMs ?? answerMs;
        const fits = timing.now() - began + retryWaitMs + limit <= budgetMs;
        if (!error.isPassing || attempt > 1 || !fits) throw error;
        await waited(timing, retryWaitMs);
      }
    }
  }

  private requireUnblocked(): void {
    const wait = this.blockedUntil - this.o.timing.now();
    if (wait <= 0) return;
    throw new ExchangeError(
      `${this.o.label} asks to wait. Try again in ${Math.max(1, Math.floor(wait / 1000))} s.`,
      'rate-limit',
      wait,
    );
  }

  /** The client's own time limit covers the request alone; this one also the queue before it and the body after it. */
  private inTime<T>(work: Promise<T>): Promise<T> {
    const limit = this.o.answerMs ?? answerMs;
    return new Promise<T>((resolve, reject) => {
      const cancel = this.o.timing.after(limit, () =>
        reject(new this.o.ccxt.RequestTimeout('no answer in time')),
      );
      work.then(resolve, reject).finally(cancel);
    });
  }
}
