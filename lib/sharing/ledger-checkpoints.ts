import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SlicedWork } from '../core/sliced-work';
import type { Ledger } from '../execution/ledger';

export const checkpointCount = 16;
export const checkpointHexLength = 12;

/** Lines written between two yields, and what one of them counts for. */
const linesAStep = 1024;
const valuesALine = 200;

/** Last bar that checkpoint `k` covers, of `bars` bars; the 16th covers all. */
export function checkpointBar(k: number, bars: number): number {
  return Math.max(0, Math.floor(((k + 1) * bars) / checkpointCount) - 1);
}

/**
 * 16 hash prefixes (12 hex digits) of what the ledger held up to each checkpoint's bar: fills up to it and orders
 * decided up to it, and what holding had cost by then, without anything that became known later. So the first that
 * differs places the difference in time.
 */
export function* ledgerCheckpoints(ledger: Ledger): SlicedWork<string[]> {
  const bars = ledger.equity.length;
  const hash = sha256.create();
  const encoder = new TextEncoder();
  const orders = [...ledger.orders].sort((a, b) => a.decidedAt - b.decidedAt || a.order - b.order);
  const prefixes: string[] = [];
  let fill = 0;
  let order = 0;
  let bar = 0;
  let carried = 0;
  const lines: string[] = [];
  const flush = (): number => {
    const written = lines.length;
    hash.update(encoder.encode(lines.join('')));
    lines.length = 0;
    return written * valuesALine;
  };
  yield valuesALine * orders.length;
  for (let k = 0; k < checkpointCount; k++) {
    const last = checkpointBar(k, bars);
    for (; fill < ledger.fills.length && ledger.fills[fill]!.bar <= last; fill++) {
      const f = ledger.fills[fill]!;
      lines.push(
        `f ${f.bar} ${f.order} ${f.side} ${f.quantity} ${f.refPrice} ${f.price} ${f.spread} ${f.fee} ${f.reason} ${f.cut}\n`,
      );
      if (lines.length >= linesAStep) yield flush();
    }
    for (; order < orders.length && orders[order]!.decidedAt <= last; order++) {
      const o = orders[order]!;
      // How an order ended is known later; that it was refused is known when it is decided.
      const refused = o.status === 'rejected' || o.status === 'skipped' ? o.reason : null;
      lines.push(`o ${o.decidedAt} ${o.order} ${refused}\n`);
      if (lines.length >= linesAStep) yield flush();
    }
    for (; bar <= last && bar < bars; bar++) carried += ledger.carry[bar]!;
    if (carried !== 0) lines.push(`c ${carried}\n`);
    yield flush();
    prefixes.push(bytesToHex(hash.clone().digest()).slice(0, checkpointHexLength));
  }
  return prefixes;
}
