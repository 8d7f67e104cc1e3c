import { onTestFinished } from 'vitest';
import type { ExchangeSeries } from '../../lib/market/exchange/exchange.schema';
import type { Candle, LiveMessage } from '../../lib/market/exchange/exchange-port';
import { createGateway, type Gateway, type GatewayOptions } from '../../lib/server/gateway/gateway';
import { binanceUrls } from '../../lib/server/venue/binance-urls';

/** A gateway whose replay exchange is at this address, `http://127.0.0.1:51234`. */
export function gatewayAt(address: string, options: Partial<GatewayOptions> = {}): Gateway {
  const place = { host: new URL(address).host, urls: binanceUrls(address) };
  return createGateway({ replay: async () => place, ...options });
}

export const replayMinutes: ExchangeSeries = {
  exchange: 'replay',
  symbol: 'BTC/USDT',
  interval: '1m',
};

/** What one listener heard. */
export interface Heard {
  readonly messages: LiveMessage[];
  readonly closed: Candle[];
  readonly troubles: Set<string>;
  readonly ended: (Error | null)[];
  close(): void;
}

/** Listens to a series until the test ends. */
export function listenTo(gateway: Gateway, series: ExchangeSeries = replayMinutes): Heard {
  const messages: LiveMessage[] = [];
  const closed: Candle[] = [];
  const troubles = new Set<string>();
  const ended: (Error | null)[] = [];
  const stream = gateway.live(series, {
    message(message) {
      messages.push(message);
      if (message.kind === 'closed') closed.push(message.candle);
      if (message.kind === 'trouble') troubles.add(message.what);
    },
    ended: (reason) => ended.push(reason),
  });
  onTestFinished(() => stream.close());
  return { messages, closed, troubles, ended, close: () => stream.close() };
}

/** Waits until something holds, at most ten seconds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const limit = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`Waited ten seconds, and still not: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Errors nobody caught while the test ran; a process ends on one. */
export function uncaught(): unknown[] {
  const found: unknown[] = [];
  const note = (error: unknown) => found.push(error);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  onTestFinished(() => {
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
  });
  return found;
}
