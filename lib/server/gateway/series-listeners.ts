import type { LiveHandlers, LiveMessage } from '../../market/exchange/exchange-port';
import type { Timing } from '../../market/exchange/timing';
import type { Trouble } from './stream-trouble';

/** Between two messages of the same trouble, ms. */
const troubleMs = 1_000;

/** Whoever listens to one series. */
export class SeriesListeners {
  private readonly listening = new Set<LiveHandlers>();
  private readonly troubleAt = new Map<Trouble, number>();

  constructor(private readonly timing: Timing) {}

  get count(): number {
    return this.listening.size;
  }

  has(listener: LiveHandlers): boolean {
    return this.listening.has(listener);
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
    for (const listener of [...this.listening]) this.tell(listener, message);
  }

  /** A listener that fails must not cost the others their message. */
  tell(listener: LiveHandlers, message: LiveMessage): void {
    try {
      listener.message(message);
    } catch {}
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
