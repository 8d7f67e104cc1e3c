import type { BrokerTerms } from '../../lib/execution/broker-terms';
import type { Fill, FillReason } from '../../lib/execution/ledger';
import type { ReferenceRounding } from './reference-rounding';

/** Funding and borrowing of one bar: a cost of the trade that is open. */
export interface HoldingCost {
  readonly holdingCost: number;
}

/** The numbers of one fill before costs. */
export interface Execution {
  readonly bar: number;
  readonly order: number;
  readonly sign: 1 | -1;
  readonly quantity: number;
  readonly refPrice: number;
  readonly maker: boolean;
  readonly reason: FillReason;
  readonly cut: Fill['cut'];
}

/** Cash, position and everything that changed them, in order. */
export class ReferenceBook {
  cash: number;
  position = 0;
  readonly events: (Fill | HoldingCost)[] = [];
  readonly marks = { cash: [] as number[], position: [] as number[], equity: [] as number[] };
  readonly carry: number[] = [];
  readonly interest: number[] = [];

  constructor(
    private readonly terms: BrokerTerms,
    private readonly rounding: ReferenceRounding,
    private readonly slippage: readonly number[] | null,
  ) {
    this.cash = terms.capital;
  }

  get fills(): Fill[] {
    return this.events.filter((event): event is Fill => 'refPrice' in event);
  }

  /** R10, R30: price, half-spread as a fraction and fee rate. */
  costsOf(bar: number, sign: 1 | -1, refPrice: number, maker: boolean) {
    const { makerFeeBps, feeBps, slippageBps, halfSpreadBps } = this.terms;
    if (maker) return { price: refPrice, half: 0, rate: makerFeeBps / 10_000 };
    const slip = this.slippage === null ? slippageBps / 10_000 : this.slippage[bar]!;
    return {
      price: refPrice * (1 + sign * slip),
      half: halfSpreadBps / 10_000,
      rate: feeBps / 10_000,
    };
  }

  /** R30. Returns the price paid. */
  fill({ bar, order, sign, quantity, refPrice, maker, reason, cut }: Execution): number {
    const { price, half, rate } = this.costsOf(bar, sign, refPrice, maker);
    const fee = rate * quantity * price + this.terms.feeFixed;
    const spread = half * quantity * refPrice;
    this.cash = this.cash - (sign * quantity * price + (spread + fee));
    this.position = this.rounding.lotsNearest(this.position + sign * quantity);
    this.events.push({
      bar,
      order,
      side: sign > 0 ? 'buy' : 'sell',
      quantity,
      refPrice,
      price,
      slippage: quantity * Math.abs(price - refPrice),
      spread,
      fee,
      reason,
      cut,
    });
    return price;
  }

  /** R8: for the position and the debt carried in. */
  charge(open: number, fundingRate: number): void {
    const funding = this.position * open * fundingRate;
    const borrowing =
      this.position < 0 ? Math.abs(this.position) * open * this.terms.borrowShort : 0;
    const interest = this.cash < 0 ? -this.cash * this.terms.borrowCash : 0;
    this.cash = this.cash - funding - borrowing - interest;
    if (funding + borrowing !== 0) this.events.push({ holdingCost: funding + borrowing });
    this.carry.push(funding + borrowing + interest);
    this.interest.push(interest);
  }

  /** R18. Returns equity. */
  mark(t: number, close: number): number {
    const equity = this.cash + this.position * close;
    this.marks.cash[t] = this.cash;
    this.marks.position[t] = this.position;
    this.marks.equity[t] = equity;
    return equity;
  }
}
