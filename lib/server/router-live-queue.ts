import { ExchangeError, type LiveMessage } from '../market/exchange/exchange-port';

/** A client this far behind is cut off rather than waited for; it comes back and asks for what it missed. */
const mostWaiting = 20_000;

/** Messages between a stream and a client that reads them at its own pace. Of forming bars only the last one waits. */
export class LiveQueue {
  private waiting: LiveMessage[] = [];
  private over: { readonly reason: Error | null } | null = null;
  private wake: (() => void) | null = null;
  private readonly aborted = () => this.end(null);

  constructor(private readonly signal: AbortSignal | undefined) {
    if (signal?.aborted) this.end(null);
    signal?.addEventListener('abort', this.aborted, { once: true });
  }

  push(message: LiveMessage): void {
    if (this.over !== null) return;
    if (message.kind === 'forming' && this.waiting.at(-1)?.kind === 'forming') this.waiting.pop();
    this.waiting.push(message);
    if (this.waiting.length > mostWaiting) {
      this.waiting = [];
      this.end(new ExchangeError('The connection is too slow for this stream.', 'unavailable'));
    }
    this.wake?.();
  }

  /** No more messages come; what waits is still handed out unless there is a reason. */
  end(reason: Error | null): void {
    this.over ??= { reason };
    this.wake?.();
  }

  /** The next message, null at the end. @throws the reason of the end */
  async next(): Promise<LiveMessage | null> {
    for (;;) {
      if (this.signal?.aborted) return null;
      const message = this.waiting.shift();
      if (message !== undefined) return message;
      if (this.over !== null) {
        if (this.over.reason !== null) throw this.over.reason;
        return null;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
  }

  close(): void {
    this.signal?.removeEventListener('abort', this.aborted);
    this.end(null);
    this.waiting = [];
  }
}
