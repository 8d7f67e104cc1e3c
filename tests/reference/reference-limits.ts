import type { BrokerTerms } from '../../lib/execution/broker-terms';
import type { Fill } from '../../lib/execution/ledger';
import type { ReferenceBook } from './reference-book';
import type { ReferenceOrder } from './reference-order';
import type { ReferenceRounding } from './reference-rounding';

/** What of an order may fill: nothing, and why; or a quantity, and what cut it last. */
export type Allowed =
  | { readonly quantity: 0; readonly why: NonNullable<Fill['cut']> }
  | { readonly quantity: number; readonly why: Fill['cut'] };

/** The limits at the fill, in the order of the rules. */
export function allowedToFill(
  order: ReferenceOrder,
  bar: number,
  refPrice: number,
  maker: boolean,
  volumeLeft: number,
  terms: BrokerTerms,
  book: ReferenceBook,
  rounding: ReferenceRounding,
): Allowed {
  let quantity = order.left;
  let why: Fill['cut'] = null;
  /** Cuts smaller than rounding are none. */
  const cutTo = (most: number, reason: NonNullable<Fill['cut']>) => {
    if (quantity - most < 1e-9) return;
    quantity = most;
    why = reason;
  };

  // R22: to the position it reduces, at the touch.
  if (order.reduceOnly) {
    const reduces = book.position * order.sign < 0;
    if (!reduces) return { quantity: 0, why: 'reduceOnly' };
    cutTo(Math.abs(book.position), 'reduceOnly');
  }

  // R23, R24: cash. What closes a short is never cut.
  if (order.sign > 0 && (terms.strictCash || terms.overdraft !== null)) {
    const { price, half, rate } = book.costsOf(bar, order.sign, refPrice, maker);
    const equity = book.cash + book.position * refPrice;
    const least = terms.strictCash ? 0 : -(terms.maxLeverage - 1 + terms.overdraft!) * equity;
    const each = price * (1 + rate) + half * refPrice;
    const pays = (book.cash - least - terms.feeFixed) / each;
    if (pays < quantity) {
      const closes = book.position < 0 ? Math.min(quantity, -book.position) : 0;
      const most = Math.max(pays > 0 ? rounding.lotsDown(pays) : 0, closes);
      cutTo(most, 'cash');
    }
  }
  if (order.sign < 0 && terms.strictCash) cutTo(Math.max(0, book.position), 'cash');
  if (quantity <= 0) return { quantity: 0, why: 'cash' };

  // R25, last: the bar's volume.
  if (terms.participation > 0) cutTo(volumeLeft, 'participation');
  return quantity <= 0 ? { quantity: 0, why: 'participation' } : { quantity, why };
}
