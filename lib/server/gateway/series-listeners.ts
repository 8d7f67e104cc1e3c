import type { LiveHandlers, LiveMessage } from '../../market/exchange/exchange-port';
import type { Timing } from '../../market/exchange/timing';
import type { Trouble } from './stream-trouble';

/** Between two messages of the same trouble, ms. */
const troubleMs = 1_000;

/** Whoever listens to one series. Nobody hears of a bar before word that the stream stands. */
export class SeriesListeners {
  private readonly listening = new Set<LiveHandlers>();
  /** Those who have heard that it stands. */
  private readonly greeted = new WeakSet<LiveHandlers>();
  private readonly troubleAt = new Map<Trouble, number>();

  constructor(private readonly timing: Timing) {}

  get count(): number {
    return this.listening.size;
  }

  /** Whether it still listens and has not heard yet that the stream stands. */
  isWaiting(listener: LiveHandlers): boolean {
    return this.listening.has(listener) && !this.greeted.has(listener);
  }

  add(listener: LiveHandlers): void {
    this.listening.add(listener);
  }

  remove(listener: LiveHandlers): void {
    this.listening.delete(listener);
  }

  /** @returns those who listened until now */
  removeAll(): LiveHandlers[] {
    const listened = [...this.listening];
    this.listening.clear();
    return listened;
  }

  send(message: LiveMessage): void {
    const isOfBar = message.kind === 'closed' || message.kind === 'forming';
    for (const listener of [...this.listening]) {
      if (!isOfBar || this.greeted.has(listener)) this.tell(listener, message);
    }
  }

  tell(listener: LiveHandlers, message: LiveMessage): void {
    if (message.kind === 'open') this.greeted.add(listener);
    try {
      listener.message(message);
    } catch {
      // A listener that fails must not cost the others their message.
    }
  }

  /** Sends word of a trouble, unless it was told a moment ago. */
  trouble(what: Trouble, text: string): void {
    const now = this.timing.now();
    const before = this.troubleAt.get(what);
    if (before !== undefined && now - before < troubleMs) return;
    this.troubleAt.set(what, now);
    this.send({ kind: 'trouble', what, text });
  }
}
