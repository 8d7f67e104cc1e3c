import { ExchangeError, type LiveMessage } from '../../market/exchange/exchange-port';

export type Trouble = Extract<LiveMessage, { kind: 'trouble' }>['what'];

/** Which trouble an error of a stream or of a question is. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ExchangeError) {
    if (error.reason === 'malformed') return 'malformed';
    return error.reason === 'unavailable' ? 'disconnected' : 'refused';
  }
  const name = error instanceof Error ? error.constructor.name : '';
  const text = error instanceof Error ? error.message : '';
  if (name === 'NetworkError' || name === 'RequestTimeout' || name === 'ExchangeClosedByUser') {
    return /Unexpected server response/.test(text) ? 'refused' : 'disconnected';
  }
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError
    ? 'malformed'
    : 'refused';
}

/** What the user is told of it; nothing of what the exchange wrote. */
export function troubleText(label: string, what: Trouble, error: unknown): string {
  if (error instanceof ExchangeError) return error.message;
  if (what === 'malformed') return `${label} sent a message that can’t be read.`;
  if (what === 'refused') return `${label} refused the stream. Trying again.`;
  return `The connection to ${label} broke. Connecting again.`;
}
