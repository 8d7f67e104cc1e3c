import type { Candle } from '../../market/exchange/exchange-port';
import type { ExchangeDesk } from './exchange-desk';

/** Between two messages of the forming bar, ms. */
const formingMs = 500;

/** The bar that is forming, as the stream shows it; sent now and then. */
export class FormingBar {
  private bar: Candle | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly desk: ExchangeDesk,
    /** Called with the bar as it is by then, and the exchange's time, UTC epoch ms. */
    private readonly send: (bar: Candle, exchangeTime: number) => void,
  ) {}

  /** The stream shows it anew. */
  show(bar: Candle): void {
    this.bar = bar;
    if (this.cancel !== null) return;
    const { timing } = this.desk;
    const wait = Math.max(0, this.sentAt + formingMs - timing.now());
    this.cancel = timing.after(wait, () => {
      this.cancel = null;
      this.sendNow().catch(() => {});
    });
  }

  close(): void {
    this.cancel?.();
  }

  private async sendNow(): Promise<void> {
    this.sentAt = this.desk.timing.now();
    const exchangeTime = await this.desk.clock.now();
    if (this.bar !== null) this.send(this.bar, exchangeTime);
  }
}
