import { createRng, type Rng } from '../../core/rng';
import { MINUTE_MS } from '../../market/civil-date';
import { type FaultSchedule, type VenueFault, venueFaultKinds } from './venue-fault';

/** One fault falls into each slot of this length: every half minute at speed 60. */
const slotMs = 30 * MINUTE_MS;
/** Faults longer ago than this are over and not made up for. */
const longestMs = 2 * slotMs;

/** A bad line: one fault every thirty minutes of the venue's time, which and when by the seed alone. */
export function roughSchedule(seed = 1): FaultSchedule {
  const rng = createRng(seed).fork('rough');
  return {
    due(afterMs, untilMs) {
      const from = Math.max(afterMs, untilMs - longestMs);
      const found: { atMs: number; fault: VenueFault }[] = [];
      for (let slot = Math.floor(from / slotMs); slot * slotMs <= untilMs; slot++) {
        const own = rng.fork(`slot-${slot}`);
        const atMs = slot * slotMs + own.below(slotMs);
        if (atMs > from && atMs <= untilMs) found.push({ atMs, fault: drawn(own) });
      }
      return found;
    },
  };
}

function drawn(rng: Rng): VenueFault {
  const kind = venueFaultKinds[rng.below(venueFaultKinds.length)]!;
  const few = 1 + rng.below(3);
  switch (kind) {
    case 'disconnect':
      return { kind, forMs: few * MINUTE_MS };
    case 'silent':
      return { kind, forMs: 4 * few * MINUTE_MS };
    case 'gap':
    case 'duplicate':
      return { kind, bars: few };
    case 'late':
      return { kind, after: few };
    case 'malformed':
      return { kind, how: (['json', 'types', 'numbers'] as const)[few - 1]!, bars: 1, requests: 1 };
    case 'rate-limit':
      return { kind, requests: few, retryAfterSeconds: few };
    case 'server-error':
      return { kind, requests: few };
    case 'slow':
      return { kind, requests: few, delayMs: 500 * few };
  }
}
