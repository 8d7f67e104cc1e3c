import { lotsDown, lotsNearest } from './rounding';
import { BrokerState } from './state';

/** Units that may still fill in bar `t`: the account's share of its volume, less what filled in it. */
export function volumeLeft(s: BrokerState, t: i32): f64 {
  if (s.volumeBar != t) {
    s.volumeBar = t;
    s.volumeLeft = lotsDown(s, s.participation * load<f64>(s.volume + (<usize>t << 3)));
  }
  return s.volumeLeft;
}

/** Takes a fill off the bar's volume. */
export function useVolume(s: BrokerState, t: i32, quantity: f64): void {
  s.volumeLeft = Math.max(0, lotsNearest(s, volumeLeft(s, t) - quantity));
}
