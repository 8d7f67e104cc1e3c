import type { Ledger } from '../execution/ledger';

/** Which fills opened and closed each trade, in order of trades; the last one may still be open. */
export interface TradeFills {
  readonly entry: number;
  /** null while open. */
  readonly exit: number | null;
}

export interface FillAssignment {
  readonly trades: readonly TradeFills[];
  /** Trade number (1 = first) of each fill. A reversing fill counts to the trade it opens. */
  readonly tradeOfFill: readonly number[];
}

/**
 * Follows the position through the fills: flat to flat, or reversal to reversal, as the ledger does.
 * @param lot quantities are whole multiples of it; 0 = any fraction, where less than 1e-9 is flat
 * @throws {RangeError} where the ledger counts other trades
 */
export function assignFills(ledger: Ledger, lot: number): FillAssignment {
  const trades: { entry: number; exit: number | null }[] = [];
  const tradeOfFill: number[] = [];
  let position = 0;
  ledger.fills.forEach((fill, index) => {
    const before = position;
    position = settle(before + (fill.side === 'buy' ? fill.quantity : -fill.quantity), lot);
    const current = trades[trades.length - 1];
    if (before === 0) {
      trades.push({ entry: index, exit: null });
    } else if (current !== undefined && (position === 0 || position > 0 !== before > 0)) {
      current.exit = index;
      if (position !== 0) trades.push({ entry: index, exit: null });
    }
    tradeOfFill.push(trades.length);
  });
  const closed = trades.filter((trade) => trade.exit !== null).length;
  const open = trades.length - closed;
  if (closed !== ledger.trades.length || open !== (ledger.openTrade === null ? 0 : 1)) {
    throw new RangeError(
      `The fills make ${closed} closed and ${open} open trades, the ledger has ${ledger.trades.length} and ${ledger.openTrade === null ? 0 : 1}.`,
    );
  }
  return { trades, tradeOfFill };
}

function settle(position: number, lot: number): number {
  if (lot > 0) return Math.floor(position / lot + 0.5) * lot;
  return Math.abs(position) < 1e-9 ? 0 : position;
}
