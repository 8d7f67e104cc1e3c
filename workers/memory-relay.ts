import type { RateSeries } from '../lib/market/rate-series';
import type { NamedArtefact } from '../lib/models/model-artefact';
import type { LoadedData, LookbackStore } from '../lib/storage';

/** Where nothing can be stored, data sets, rates and models live in the worker that made them; the others ask for them here. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Message =
  | { readonly ask: string; readonly withBars: boolean }
  | { readonly answer: string; readonly name: string; readonly data: LoadedData | null }
  | { readonly askRates: string }
  | { readonly answerRates: string; readonly rates: RateSeries }
  | { readonly askModel: string }
  | { readonly answerModel: string; readonly model: NamedArtefact };

const channelName = 'lookback-memory';

/** The channel between the workers of this browser, null where there is none. */
export function openChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
}

/** Answers for the data sets, rates and models of a store in memory. */
export function offerDataSets(channel: Channel, store: LookbackStore): void {
  channel.addEventListener('message', async ({ data }: MessageEvent<Message>) => {
    if ('askRates' in data) {
      const rates = await store.rates.load(data.askRates).catch(() => null);
      if (rates === null) return;
      channel.postMessage({ answerRates: data.askRates, rates } satisfies Message);
    }
    if ('askModel' in data) {
      const model = await store.models.load(data.askModel).catch(() => null);
      if (model === null) return;
      channel.postMessage({ answerModel: data.askModel, model } satisfies Message);
    }
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
  return ask(channel, { ask: fingerprint, withBars }, waitMs, (message) => {
    if (!('answer' in message) || message.answer !== fingerprint) return null;
    if (withBars && message.data === null) return null;
    return { name: message.name, data: message.data };
  });
}

/** Asks for a rate series; null when nobody has it within `waitMs`. */
export function askForRates(
  channel: Channel,
  fingerprint: string,
  waitMs = 1000,
): Promise<RateSeries | null> {
  return ask(channel, { askRates: fingerprint }, waitMs, (message) =>
    'answerRates' in message && message.answerRates === fingerprint ? message.rates : null,
  );
}

/** Asks for a model; null when nobody has it within `waitMs`. */
export function askForModel(
  channel: Channel,
  hash: string,
  waitMs = 1000,
): Promise<NamedArtefact | null> {
  return ask(channel, { askModel: hash }, waitMs, (message) =>
    'answerModel' in message && message.answerModel === hash ? message.model : null,
  );
}

/** Sends a question and waits for the message that `read` finds an answer in. */
function ask<T>(
  channel: Channel,
  question: Message,
  waitMs: number,
  read: (message: Message) => T | null,
): Promise<T | null> {
  return new Promise((resolve) => {
    const finish = (found: T | null): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', listen);
      resolve(found);
    };
    const listen = ({ data }: MessageEvent<Message>): void => {
      const found = read(data);
      if (found !== null) finish(found);
    };
    const timer = setTimeout(() => finish(null), waitMs);
    channel.addEventListener('message', listen);
    channel.postMessage(question);
  });
}
