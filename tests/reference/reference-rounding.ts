import type { BrokerTerms } from '../../lib/execution/broker-terms';

/** R1 and R2 of one account. */
export class ReferenceRounding {
  constructor(private readonly terms: Pick<BrokerTerms, 'lot' | 'tick'>) {}

  lotsDown(x: number): number {
    const { lot } = this.terms;
    return lot > 0 ? Math.floor(x / lot + 1e-6) * lot : x < 1e-9 ? 0 : x;
  }

  lotsNearest(x: number): number {
    const { lot } = this.terms;
    return lot > 0 ? Math.floor(x / lot + 0.5) * lot : Math.abs(x) < 1e-9 ? 0 : x;
  }

  onTick(price: number, direction: 'down' | 'up'): number {
    const { tick } = this.terms;
    if (tick <= 0) return price;
    const steps = price / tick;
    if (Math.abs(steps - Math.round(steps)) <= 1e-6) return price;
    return (direction === 'down' ? Math.floor(steps) : Math.ceil(steps)) * tick;
  }

  /** A sell stop is rounded down, a buy stop up. */
  stopOnTick(price: number, sign: 1 | -1): number {
    return this.onTick(price, sign < 0 ? 'down' : 'up');
  }

  /** A buy limit is rounded down, a sell limit up. */
  limitOnTick(price: number, sign: 1 | -1): number {
    return this.onTick(price, sign > 0 ? 'down' : 'up');
  }
}
