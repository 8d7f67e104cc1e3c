/** What a client may ask of its streams, answered in place. */
export interface StreamSubscriptions {
  subscribe(names: readonly string[]): void;
  unsubscribe(names: readonly string[]): void;
  list(): readonly string[];
}

/** Streams of one connection. */
const mostStreams = 1024;

/** Answers a message of a client on a stream connection: SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS. */
export function answerStreamRequest(text: string, subscriptions: StreamSubscriptions): object {
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return failure(3, 'Invalid JSON: expected value at line 1 column 1', null);
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return failure(2, 'Invalid request: request must be an object', null);
  }
  const { method, params, id } = message;
  const isId = id === null || typeof id === 'string' || Number.isSafeInteger(id);
  if (!isId) return failure(2, 'Invalid request: request ID must be an unsigned integer', null);
  switch (method) {
    case 'LIST_SUBSCRIPTIONS':
      return { result: subscriptions.list(), id };
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE': {
      if (!isNames(params))
        return failure(2, 'Invalid request: params must be a list of stream names', id);
      if (method === 'UNSUBSCRIBE') subscriptions.unsubscribe(params);
      else {
        if (subscriptions.list().length + params.length > mostStreams) {
          return failure(2, `Invalid request: at most ${mostStreams} streams a connection`, id);
        }
        subscriptions.subscribe(params);
      }
      return { result: null, id };
    }
    default:
      return failure(
        2,
        'Invalid request: unknown variant, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`',
        id,
      );
  }
}

function isNames(params: unknown): params is string[] {
  return (
    Array.isArray(params) && params.every((name) => typeof name === 'string' && name.length <= 100)
  );
}

function failure(code: number, msg: string, id: unknown): object {
  return { error: { code, msg }, id };
}
