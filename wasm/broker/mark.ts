import { BrokerState } from './state';

/** equity = cash + position · close, at the close of bar t, which becomes the last bar. */
export function markBar(s: BrokerState, t: i32, close: f64): void {
  const at = <usize>t << 3;
  const equity = s.cash + s.position * close;
  s.bar = t;
  s.price = close;
  s.equity = equity;
  if (s.equityColumn == 0) return;
  store<f64>(s.equityColumn + at, equity);
  store<f64>(s.cashColumn + at, s.cash);
  store<f64>(s.positionColumn + at, s.position);
}
