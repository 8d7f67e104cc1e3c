import type { Ledger } from '../execution/ledger';

/** Where the profit came from and what it cost, money. `gross − fees − slippage − spread − carry = net`. */
export interface ProfitAttribution {
  /** Profit had every fill been at its reference price and free. */
  readonly gross: number;
  readonly fees: number;
  readonly slippage: number;
  readonly spread: number;
  /** Fees, slippage and spread. */
  readonly costs: number;
  /** Funding, borrowing and interest; below 0 where it was received. */
  readonly carry: number;
  /** Final equity − capital. */
  readonly net: number;
  /** Σ quantity · price over all fills. */
  readonly tradedValue: number;
}

/**
 * Splits the profit of a run from its fills and charges alone and holds it to the ledger's equity.
 * @param lastClose close of the last bar, at which what is held is marked
 * @throws {RangeError} where the parts miss the equity by more than 1e-9 of the money that moved
 */
export function attributeProfit(
  ledger: Ledger,
  capital: number,
  lastClose: number,
): ProfitAttribution {
  let fees = 0;
  let slippage = 0;
  let spread = 0;
  let flow = 0;
  let held = 0;
  let tradedValue = 0;
  for (const fill of ledger.fills) {
    const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
    fees += fill.fee;
    slippage += fill.slippage;
    spread += fill.spread;
    flow -= signed * fill.refPrice;
    held += signed;
    tradedValue += fill.quantity * fill.price;
  }
  let carry = 0;
  let charged = 0;
  for (const charge of ledger.carry) {
    carry += charge;
    charged += Math.abs(charge);
  }
  const gross = flow + held * lastClose;
  const costs = fees + slippage + spread;
  const bars = ledger.equity.length;
  const net = (bars === 0 ? capital : ledger.equity[bars - 1]!) - capital;
  const missed = Math.abs(gross - costs - carry - net);
  if (!(missed <= 1e-9 * (capital + tradedValue + charged))) {
    throw new RangeError(
      `The profit of ${net} does not add up: ${gross} before costs less ${costs} of costs and ${carry} of carry.`,
    );
  }
  return { gross, fees, slippage, spread, costs, carry, net, tradedValue };
}
