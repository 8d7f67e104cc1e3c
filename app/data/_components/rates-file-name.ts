import type { RateSeriesInfo } from '../../../workers/data.api';

/** `BTCUSDT-funding.csv`: the symbol comes first, as an import of the file takes it from there. */
export function ratesFileName({ name, symbol }: Pick<RateSeriesInfo, 'name' | 'symbol'>): string {
  const words = (text: string) => text.replace(/[^\w-]+/g, '-');
  const [of, called] = [words(symbol), words(name)];
  return `${called === of || called.startsWith(`${of}-`) ? called : `${of}-${called}`}.csv`;
}
