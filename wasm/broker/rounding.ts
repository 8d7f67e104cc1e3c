import { BrokerState } from './state';

/** Without a lot, less than this is nothing. */
const NOTHING: f64 = 1e-9;

/** Quantity rounded down to the lot; a millionth of a lot short still counts as the lot. */
export function lotsDown(s: BrokerState, quantity: f64): f64 {
  if (s.lot > 0) return Math.floor(quantity / s.lot + 1e-6) * s.lot;
  return quantity < NOTHING ? 0 : quantity;
}

/** Position or rest after a fill: the nearest whole lot. */
export function lotsNearest(s: BrokerState, x: f64): f64 {
  if (s.lot > 0) return Math.floor(x / s.lot + 0.5) * s.lot;
  return Math.abs(x) < NOTHING ? 0 : x;
}

/** Whether a quantity taken off an order is a cut or rounding noise. */
export function isCut(quantity: f64): bool {
  return quantity >= NOTHING;
}

/** An order price on the tick: `down` for a buy limit and a sell stop. On the tick to a millionth of it, it is left as given. */
export function onTick(s: BrokerState, price: f64, down: bool): f64 {
  if (s.tick <= 0) return price;
  const ticks = price / s.tick;
  if (Math.abs(ticks - Math.floor(ticks + 0.5)) <= 1e-6) return price;
  return (down ? Math.floor(ticks) : Math.ceil(ticks)) * s.tick;
}
