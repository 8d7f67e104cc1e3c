import * as z from 'zod/mini';

const time = z.int().check(z.gte(-8.64e15), z.lte(8.64e15));
const name = z.string().check(z.minLength(1), z.maxLength(64));
const price = z.number().check(z.gt(0), z.lte(1e15));

/** An order given by hand. */
const handOrder = z.strictObject({
  kind: z.enum(['market', 'limit', 'stop']),
  side: z.enum(['buy', 'sell']),
  /** Units. */
  quantity: price,
  /** Limit or stop price; left out for market orders. */
  price: z.optional(price),
  name,
  reduceOnly: z._default(z.boolean(), false),
});

export type HandOrder = z.infer<typeof handOrder>;

/** What the user did to a session, heard after the decisions at the close of the bar that opened at `after`. */
export const liveCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), after: time, order: handOrder }),
  /** Cancels a resting order by its name. */
  z.strictObject({ kind: z.literal('cancel'), after: time, name }),
  /** Cancels every order and closes the position; the strategy goes on. */
  z.strictObject({ kind: z.literal('flatten'), after: time }),
  /** Cancels every order, closes the position, and hears the strategy no more. */
  z.strictObject({ kind: z.literal('halt'), after: time }),
]);

export type LiveCommand = z.infer<typeof liveCommandSchema>;

/**
 * What happened to a live session that its bars and settings don't tell; empty for a backtest. A session replayed with
 * it gives the same ledger. `period.from` says where decisions began.
 */
export const liveRecordSchema = z.strictObject({
  /**
   * Stretches of bars the session was not there for, in order: the bars that opened in `[from, to)` were back-filled.
   * Nothing is decided on them; orders that rested before may fill. At the first bar after one the signal in force counts.
   */
  away: z._default(
    z.array(z.tuple([time, time])).check(
      z.maxLength(10_000),
      z.refine((spans) =>
        spans.every(([from, to], k) => from < to && (k === 0 || spans[k - 1]![1] <= from)),
      ),
    ),
    [],
  ),
  /** In the order they were heard. */
  commands: z._default(
    z.array(liveCommandSchema).check(
      z.maxLength(10_000),
      z.refine((all) => all.every(({ after }, k) => k === 0 || all[k - 1]!.after <= after)),
    ),
    [],
  ),
});

export type LiveRecord = z.infer<typeof liveRecordSchema>;
