import type { Candle } from './exchange-port';
import type { LineState } from './live-line';

/** A closed bar as it was received. */
export interface ReceivedBar {
  readonly candle: Candle;
  /**
   * `live`: handed on while it was the newest closed one, from a stream that stood since before its close.
   * `back-filled`: everything else; nobody could have acted on it in time.
   */
  readonly how: 'live' | 'back-filled';
  /** The exchange's clock when it came, UTC epoch ms. */
  readonly exchangeTime: number;
  /** The local clock when it came, UTC epoch ms. */
  readonly receivedAt: number;
}

export interface LiveBarsHandlers {
  /**
   * Closed bars, strictly consecutive but for bars the exchange itself has none of; each once, oldest first. Live ones come
   * one by one, back-filled ones by the page. Nothing newer is handed on before the promise resolves; where it rejects the
   * feed fails.
   */
  bars(bars: readonly ReceivedBar[]): Promise<void> | void;
  /** In order with the bars: told after those that came before. */
  state(state: LineState): Promise<void> | void;
  /** The bar that is forming, the one after the last handed on; for display alone, at once. */
  forming?(candle: Candle, exchangeTime: number): void;
}

/** Tells a receiver one thing after the other: the next once it has taken the one before. */
export class BarReceiver {
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly handlers: LiveBarsHandlers,
    /** Called where it refuses what it is told. */
    private readonly refused: (error: unknown) => void,
  ) {}

  /** @returns false = it refused them */
  bars(bars: readonly ReceivedBar[]): Promise<boolean> {
    return this.tell(() => this.handlers.bars(bars));
  }

  state(state: LineState): void {
    void this.tell(() => this.handlers.state(state));
  }

  /** At once, whatever it was told before. */
  forming(candle: Candle, exchangeTime: number): void {
    this.handlers.forming?.(candle, exchangeTime);
  }

  /** The last word; whether it is taken changes nothing any more. */
  failed(error: Error): void {
    this.telling = this.telling
      .then(() => this.handlers.state({ kind: 'failed', error }))
      .catch(() => undefined);
  }

  /** Resolves once everything was taken, or refused, that it was told. */
  get settled(): Promise<void> {
    return this.telling;
  }

  private tell(call: () => Promise<void> | void): Promise<boolean> {
    const told = this.telling.then(async () => {
      try {
        await call();
        return true;
      } catch (error) {
        this.refused(error);
        return false;
      }
    });
    this.telling = told.then(() => undefined);
    return told;
  }
}
