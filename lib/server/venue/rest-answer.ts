/** An answer of the venue's REST interface. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A refusal as Binance words it. */
export class VenueRefusal extends Error {
  override readonly name = 'VenueRefusal';
  constructor(
    readonly status: number,
    /** Binance's own number, negative. */
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get answer(): RestAnswer {
    return jsonAnswer({ code: this.code, msg: this.message }, this.status, this.headers);
  }
}

export function jsonAnswer(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): RestAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}
