import type { LoadedData, LookbackStore } from '../lib/storage';

/** Where nothing can be stored, data sets live in the data worker; the backtest worker asks for them here. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Message =
  | { readonly ask: string; readonly withBars: boolean }
  | { readonly answer: string; readonly name: string; readonly data: LoadedData | null };

const channelName = 'lookback-memory';

/** The channel between the workers of this browser, null where there is none. */
export function openChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
}

/** Answers for the data sets of a store in memory. */
export function offerDataSets(channel: Channel, store: LookbackStore): void {
  channel.addEventListener('message', async ({ data }: MessageEvent<Message>) => {
    if (!('ask' in data)) return;
    const record = await store.dataSets.find(data.ask);
    if (record === null) return;
    const { name } = record;
    const loaded = data.withBars ? { name, bars: await store.dataSets.loadBars(data.ask) } : null;
    channel.postMessage({ answer: data.ask, name, data: loaded } satisfies Message);
  });
}

/** Asks for a data set; null when nobody has it within `waitMs`. */
export function askForDataSet(
  channel: Channel,
  fingerprint: string,
  withBars: boolean,
  waitMs = 1000,
): Promise<{ readonly name: string; readonly data: LoadedData | null } | null> {
  return new Promise((resolve) => {
    const finish = (found: { name: string; data: LoadedData | null } | null): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', listen);
      resolve(found);
    };
    const listen = ({ data }: MessageEvent<Message>): void => {
      if (!('answer' in data) || data.answer !== fingerprint) return;
      if (!withBars || data.data !== null) finish({ name: data.name, data: data.data });
    };
    const timer = setTimeout(() => finish(null), waitMs);
    channel.addEventListener('message', listen);
    channel.postMessage({ ask: fingerprint, withBars } satisfies Message);
  });
}
