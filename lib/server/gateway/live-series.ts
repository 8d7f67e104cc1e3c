import { candleProblem } from '../../market/exchange/check-candles';
import { type ExchangeSeries, exchangeIntervals } from '../../market/exchange/exchange.schema';
import { type Candle, ExchangeError, type LiveHandlers } from '../../market/exchange/exchange-port';
import { waited } from '../../market/exchange/timing';
import { type BarSignal, type BarSignals, openSignals } from './bar-signals';
import { ClosedBars } from './closed-bars';
import type { ExchangeDesk } from './exchange-desk';
import { FormingBar } from './forming-bar';
import { ReconnectWait } from './reconnect-wait';
import { SeriesListeners } from './series-listeners';
import { StreamSilence } from './stream-silence';
import { type Trouble, troubleOf, troubleText } from './stream-trouble';

/** A connection that stood this long without a message counts as a stream, ms. */
const quietOpenMs = 3_000;

/**
 * One series of an exchange, live, for any number of listeners. The stream only says that something happened: the
 * values of a closed bar are those of the exchange's history, asked for once a newer bar shows or its time is over.
 */
export class LiveSeries {
  private readonly listeners: SeriesListeners;
  private readonly closed: ClosedBars;
  private readonly forming: FormingBar;
  private readonly silence: StreamSilence;
  private readonly waits: ReconnectWait;
  private readonly intervalMs: number;
  private signals: BarSignals | null = null;
  private cancelBeat: (() => void) | null = null;
  private isOver = false;
  private stands = false;
  private hasStood = false;
  private connectingSince = 0;

  constructor(
    private readonly desk: ExchangeDesk,
    private readonly series: ExchangeSeries,
    seed: number,
    /** Called when the last listener has left, or the series can't be had. */
    private readonly over: () => void,
  ) {
    this.intervalMs = exchangeIntervals[series.interval];
    const name = `${series.exchange} ${series.symbol} ${series.interval}`;
    this.waits = new ReconnectWait(seed, name);
    this.listeners = new SeriesListeners(desk.timing);
    this.silence = new StreamSilence(desk.timing);
    this.closed = new ClosedBars({
      desk,
      series,
      waits: new ReconnectWait(seed, `${name} history`),
      silence: this.silence,
      stands: () => this.stands,
      send: (message) => this.listeners.send(message),
      failed: (error) => void this.report(error),
      fellSilent: () => this.fellSilent(),
    });
    this.forming = new FormingBar(desk, (candle, exchangeTime) => {
      if (this.isOver || !this.stands || candle[0] <= (this.closed.lastClosed ?? 0)) return;
      this.listeners.send({ kind: 'forming', candle, exchangeTime });
    });
  }

  get listenerCount(): number {
    return this.listeners.count;
  }

  join(handlers: LiveHandlers): void {
    this.listeners.add(handlers);
    if (this.listeners.count === 1 && this.cancelBeat === null) this.start();
    else if (this.stands) this.greet(handlers);
  }

  leave(handlers: LiveHandlers): void {
    this.listeners.remove(handlers);
    if (this.listeners.count === 0) this.stop();
  }

  private get now(): number {
    return this.desk.timing.now();
  }

  /** A listener that joins a stream under way. */
  private greet(handlers: LiveHandlers): void {
    const isDue = (): boolean => this.stands && this.listeners.isWaiting(handlers);
    this.desk.clock.now().then(
      (exchangeTime) => {
        if (isDue()) this.listeners.tell(handlers, { kind: 'open', exchangeTime });
      },
      () => {
        this.desk.timing.after(1_000, () => {
          if (isDue()) this.greet(handlers);
        });
      },
    );
  }

  private start(): void {
    this.beat();
    this.connectingSince = this.now;
    this.run().catch((error: unknown) => this.end(error));
  }

  private stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancelBeat?.();
    this.forming.close();
    this.closed.close();
    this.signals?.close();
    this.over();
  }

  /** What was asked for can't be had: everybody is told and the series is over. */
  private end(error: unknown): void {
    if (this.isOver) return;
    const reason = error instanceof Error ? error : new Error(String(error));
    const listeners = this.listeners.removeAll();
    this.stop();
    for (const { ended } of listeners) {
      try {
        ended(reason);
      } catch {}
    }
  }

  private async run(): Promise<void> {
    await this.prepare();
    while (!this.isOver) {
      try {
        this.signals ??= openSignals(this.desk, this.series, () =>
          this.malformed('a message that can’t be read'),
        );
        const signal = await this.signals.next();
        if (this.isOver) return;
        await this.hear(signal);
      } catch (error) {
        if (this.isOver) return;
        await this.lose(error);
      }
    }
  }

  /** Until the exchange says which bar is the newest closed one. */
  private async prepare(): Promise<void> {
    while (!this.isOver) {
      try {
        await this.desk.requireSeries(this.series);
        this.closed.begin(await this.desk.clock.now());
        return;
      } catch (error) {
        if (error instanceof ExchangeError && !error.isPassing) throw error;
        await this.lose(error);
      }
    }
  }

  /** A message of the stream. */
  private async hear(signal: BarSignal): Promise<void> {
    const bar = signal as unknown as Candle;
    const problem = candleProblem(bar, this.intervalMs);
    if (problem !== null) {
      this.malformed(`a bar that makes no sense: ${problem}`);
      return;
    }
    this.silence.heard();
    if (!this.stands) await this.stand();
    this.silence.forget();
    // A time that lies ahead of everything is a broken message; it announces nothing.
    if (bar[0] > this.closed.lastAnnounced && !(await this.isPlausible(bar[0]))) {
      this.malformed('a bar of the future');
      return;
    }
    if (bar[0] < this.closed.lastAnnounced) return;
    this.forming.show(bar);
    this.closed.announce(bar[0]);
  }

  /** Most signals continue the bar after the last; only others cost a look at the clock. */
  private async isPlausible(time: number): Promise<boolean> {
    const { lastAnnounced, lastClosed } = this.closed;
    if (time <= Math.max(lastAnnounced, lastClosed ?? 0) + 2 * this.intervalMs) return true;
    return time <= (await this.desk.clock.now()) + this.intervalMs;
  }

  /** The stream is back: what closed meanwhile first, then word that it stands. */
  private async stand(): Promise<void> {
    const before = await this.desk.clock.now();
    const { lastClosed } = this.closed;
    // A replay that has begun again.
    if (lastClosed !== null && lastClosed > before) this.closed.beginAgain(before);
    if (this.hasStood) await this.closed.catchUp();
    const exchangeTime = await this.desk.clock.now();
    if (this.isOver || this.stands) return;
    // Nobody waits for what closed before the first word.
    if (!this.hasStood) this.closed.begin(exchangeTime);
    this.hasStood = true;
    this.stands = true;
    this.waits.succeeded();
    this.listeners.send({ kind: 'open', exchangeTime });
  }

  /** The stream broke, or can't be begun. */
  private async lose(error: unknown): Promise<void> {
    const what = this.report(error);
    const broken = this.signals;
    if (what === 'malformed' && broken?.isConnected() === true) {
      await waited(this.desk.timing, 50);
      return;
    }
    this.stands = false;
    this.signals = null;
    broken?.close();
    await waited(this.desk.timing, this.waits.next());
    this.connectingSince = this.now;
  }

  /** Regularly: bars whose time is over though nothing announces them, and connections that stand in silence. */
  private beat(): void {
    if (this.isOver) return;
    // A replay's time runs up to six hundred times faster.
    this.cancelBeat = this.desk.timing.after(this.desk.isReplay ? 100 : 1_000, () => this.beat());
    if (this.closed.lastClosed === null) return;
    if (this.stands) {
      this.closed.ask();
    } else if (this.signals?.isConnected() && this.now - this.connectingSince > quietOpenMs) {
      this.stand().catch(() => {});
    }
  }

  /** History goes on and the stream doesn't: it is begun anew. */
  private fellSilent(): void {
    this.silence.forget();
    if (!this.stands) return;
    this.listeners.trouble('silent', `${this.desk.label} stopped sending. Connecting again.`);
    this.stands = false;
    this.connectingSince = this.now;
    // Whoever waits for it is refused, and the loop connects again.
    const dead = this.signals;
    this.signals = null;
    dead?.close();
  }

  /** Tells what broke. */
  private report(error: unknown): Trouble {
    const what = troubleOf(error);
    this.listeners.trouble(what, troubleText(this.desk.label, what, error));
    return what;
  }

  /** Tells what the exchange sent that can't be used. */
  private malformed(sent: string): void {
    this.listeners.trouble('malformed', `${this.desk.label} sent ${sent}.`);
  }
}
