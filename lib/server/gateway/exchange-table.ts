import { type ExchangeId, exchangeListings } from '../../market/exchange/exchange.schema';

/** What the server knows of an exchange. A client names its id and nothing else. */
export interface ExchangeEntry {
  readonly id: ExchangeId;
  readonly label: string;
  /** The site plays it itself; it lives at a loopback address that is known once it runs. */
  readonly isReplay: boolean;
  /** Name of the class that speaks its language. */
  readonly ccxtId: 'binance' | 'bitstamp' | 'bybit' | 'coinbase' | 'kraken' | 'kucoin' | 'okx';
  /** Domains it may be reached under, subdomains included. Nothing else is ever dialled. */
  readonly domains: readonly string[];
  /** Most bars it gives in one answer, at most 1000. */
  readonly pageBars: number;
  /** Options of its class: spot markets alone. */
  readonly options: Readonly<Record<string, unknown>>;
}

type Particulars = Omit<ExchangeEntry, 'id' | 'label' | 'isReplay'>;

const spotAlone = { fetchMarkets: { types: ['spot'] } };

const replay: Particulars = {
  ccxtId: 'binance',
  domains: [],
  pageBars: 1000,
  options: spotAlone,
};

const particulars: Readonly<Record<ExchangeId, Particulars>> = {
  replay,
  'replay-fast': replay,
  'replay-rough': replay,
  binance: { ...replay, domains: ['binance.com'] },
  bitstamp: { ccxtId: 'bitstamp', domains: ['bitstamp.net'], pageBars: 1000, options: {} },
  bybit: { ccxtId: 'bybit', domains: ['bybit.com'], pageBars: 1000, options: spotAlone },
  coinbase: { ccxtId: 'coinbase', domains: ['coinbase.com'], pageBars: 300, options: {} },
  kraken: { ccxtId: 'kraken', domains: ['kraken.com'], pageBars: 720, options: {} },
  kucoin: {
    ccxtId: 'kucoin',
    domains: ['kucoin.com'],
    pageBars: 1000,
    options: { fetchMarkets: { types: ['spot'], fetchTickersFees: false } },
  },
  okx: { ccxtId: 'okx', domains: ['okx.com'], pageBars: 100, options: spotAlone },
};

/** Every exchange by its id. A map, so that no inherited name is ever found in it. */
export const exchangeTable: ReadonlyMap<string, ExchangeEntry> = new Map(
  exchangeListings.map(({ id, label, isReplay }) => [
    id,
    { id, label, isReplay, ...particulars[id] },
  ]),
);
