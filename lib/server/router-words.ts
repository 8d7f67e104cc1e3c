import {
  exchangeIntervals,
  exchangeListings,
  mostPageBars,
} from '../market/exchange/exchange.schema';

/** What each field of a request accepts. */
const fields: ReadonlyMap<string, string> = new Map([
  ['exchange', `exchange must be one of ${exchangeListings.map(({ id }) => id).join(', ')}`],
  ['symbol', 'symbol must look like BTC/USDT: capital letters, digits and one stroke'],
  ['interval', `interval must be one of ${Object.keys(exchangeIntervals).join(', ')}`],
  ['from', 'from must be a time in UTC epoch ms, a whole number from 0 on'],
  ['to', 'to must be a time in UTC epoch ms, later than from'],
  ['limit', `limit must be a whole number from 1 to ${mostPageBars}`],
]);

/** What is wrong with an input, from what its schema found. Nothing of the input is repeated. */
export function inputSentence(cause: unknown): string {
  const found = new Set<string>();
  for (const field of fieldsOf(cause)) {
    const words = fields.get(field);
    if (words !== undefined) found.add(words);
  }
  return found.size === 0
    ? 'The request can’t be read. Ask for exactly the fields that are needed, each once.'
    : `The request can’t be answered: ${[...found].join('; ')}.`;
}

function fieldsOf(cause: unknown): string[] {
  const issues: unknown = (cause as { issues?: unknown } | undefined)?.issues;
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue: { path?: unknown }) =>
    Array.isArray(issue?.path) ? [String(issue.path[0])] : [],
  );
}
