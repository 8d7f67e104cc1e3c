declare const tag: unique symbol;

/** A value that can't be passed where another kind of the same primitive is meant. */
export type Nominal<T, Name extends string> = T & { readonly [tag]?: Name };

/** Index of a bar in its data set, 0 = oldest. */
export type BarIndex = Nominal<number, 'BarIndex'>;
/** UTC epoch milliseconds. */
export type TimestampMs = Nominal<number, 'TimestampMs'>;
/** Lower-case hex SHA-256, 64 characters. */
export type Sha256Hex = Nominal<string, 'Sha256Hex'>;
/** Broker-assigned order number within a run, 0 = first accepted or refused. */
export type OrderId = Nominal<number, 'OrderId'>;
/** Index of an instrument within a session. */
export type InstrumentId = Nominal<number, 'InstrumentId'>;
