import { type ExchangeInterval, exchangeIntervals } from '../../market/exchange/exchange.schema';
import { VenueRefusal } from './rest-answer';
import type { VenueMarket, VenueSeries } from './venue-market';

/** Reads the parameters of a request, and refuses in Binance's words. */
export class RequestQuery {
  constructor(
    private readonly values: URLSearchParams,
    private readonly market: VenueMarket,
  ) {}

  has(name: string): boolean {
    return (this.values.get(name) ?? '') !== '';
  }

  text(name: string): string {
    const value = this.values.get(name);
    if (value !== null && value !== '') return value;
    throw new VenueRefusal(
      400,
      -1102,
      `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
    );
  }

  series(): VenueSeries {
    return this.seriesNamed(this.text('symbol'));
  }

  /** One series by `symbol`, several by `symbols` (a JSON list), all where neither is given. */
  someSeries(): { readonly all: readonly VenueSeries[]; readonly isSingle: boolean } {
    if (this.has('symbol')) return { all: [this.series()], isSingle: true };
    if (!this.has('symbols')) return { all: [...this.market.values()], isSingle: false };
    let names: unknown;
    try {
      names = JSON.parse(this.text('symbols'));
    } catch {
      names = null;
    }
    if (!Array.isArray(names) || names.length === 0)
      throw illegal('symbols', '^\\[("[A-Z0-9]+",?)+\\]$');
    return { all: names.map((name) => this.seriesNamed(String(name))), isSingle: false };
  }

  /** The bar length in ms. */
  interval(of: VenueSeries): { readonly name: ExchangeInterval; readonly ms: number } {
    const name = this.text('interval');
    const ms = intervalMs(name);
    if (ms === null || ms % of.intervalMs !== 0) {
      throw new VenueRefusal(400, -1120, 'Invalid interval.');
    }
    return { name: name as ExchangeInterval, ms };
  }

  whole(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const text = this.text(name);
    if (!/^[0-9]{1,20}$/.test(text)) throw illegal(name, '^[0-9]{1,20}$');
    return Number(text);
  }

  /** How many are wanted: a larger number than `most` means `most`. */
  limit(usual: number, most: number): number {
    const limit = this.whole('limit');
    if (limit === 0)
      throw new VenueRefusal(400, -1130, `Data sent for parameter 'limit' is not valid.`);
    return Math.min(limit ?? usual, most);
  }

  private seriesNamed(id: string): VenueSeries {
    if (!/^[A-Z0-9-_.]{1,20}$/.test(id)) throw illegal('symbol', '^[A-Z0-9-_.]{1,20}$');
    const series = this.market.get(id);
    if (series === undefined) throw new VenueRefusal(400, -1121, 'Invalid symbol.');
    return series;
  }
}

function illegal(name: string, range: string): VenueRefusal {
  return new VenueRefusal(
    400,
    -1100,
    `Illegal characters found in parameter '${name}'; legal range is '${range}'.`,
  );
}

/** Length of an interval by its name, null where there is none. */
export function intervalMs(name: string): number | null {
  return Object.hasOwn(exchangeIntervals, name)
    ? exchangeIntervals[name as ExchangeInterval]
    : null;
}
