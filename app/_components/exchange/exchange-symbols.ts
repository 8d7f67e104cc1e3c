import { useEffect } from 'react';
import type { ExchangeId } from '../../../lib/market/exchange/exchange.schema';
import type { ExchangeSymbol } from '../../../lib/market/exchange/exchange-port';
import { data } from '../../../workers/data.client';
import { createStore, useStore } from '../../_hooks/external-store';
import { describeError } from '../describe-error';

interface Known {
  readonly symbols: readonly ExchangeSymbol[] | null;
  readonly error: string | null;
}

const unknown: Known = { symbols: null, error: null };
const store = createStore<Readonly<Record<string, Known>>>({});
const asking = new Set<ExchangeId>();

/** The markets of an exchange, asked for once a visit; again after an error. */
export function useExchangeSymbols(exchange: ExchangeId): Known {
  const known = useStore(store, (s) => s[exchange]) ?? unknown;
  useEffect(() => {
    void ask(exchange);
  }, [exchange]);
  return known;
}

export async function ask(exchange: ExchangeId): Promise<void> {
  const before = store.get()[exchange] ?? unknown;
  if (before.symbols !== null || asking.has(exchange)) return;
  asking.add(exchange);
  try {
    store.set({ [exchange]: { symbols: await data.exchangeSymbols(exchange), error: null } });
  } catch (error) {
    store.set({ [exchange]: { symbols: null, error: describeError(error) } });
  } finally {
    asking.delete(exchange);
  }
}
