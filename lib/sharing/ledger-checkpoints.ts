import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Ledger } from '../execution/ledger';

export const checkpointCount = 16;
export const checkpointHexLength = 12;

/** Last bar that checkpoint `k` covers, of `bars` bars; the 16th covers all. */
export function checkpointBar(k: number, bars: number): number {
  return Math.max(0, Math.floor(((k + 1) * bars) / checkpointCount) - 1);
}

/**
 * 16 hash prefixes (12 hex digits) of what the ledger held up to each checkpoint's bar: fills up to it and orders
 * decided up to it, without anything that became known later. So the first that differs places the difference in time.
 */
export function ledgerCheckpoints(ledger: Ledger): string[] {
  const bars = ledger.equity.length;
  const hash = sha256.create();
  const encoder = new TextEncoder();
  const orders = [...ledger.orders].sort((a, b) => a.decidedAt - b.decidedAt || a.order - b.order);
  const prefixes: string[] = [];
  let fill = 0;
  let order = 0;
  for (let k = 0; k < checkpointCount; k++) {
    const last = checkpointBar(k, bars);
    const lines: string[] = [];
    for (; fill < ledger.fills.length && ledger.fills[fill]!.bar <= last; fill++) {
      const f = ledger.fills[fill]!;
      lines.push(
        `f ${f.bar} ${f.order} ${f.side} ${f.quantity} ${f.refPrice} ${f.price} ${f.spread} ${f.fee} ${f.reason} ${f.cut}\n`,
      );
    }
    for (; order < orders.length && orders[order]!.decidedAt <= last; order++) {
      const o = orders[order]!;
      // How an order ended is known later; that it was refused is known when it is decided.
      const refused = o.status === 'rejected' || o.status === 'skipped' ? o.reason : null;
      lines.push(`o ${o.decidedAt} ${o.order} ${refused}\n`);
    }
    hash.update(encoder.encode(lines.join('')));
    prefixes.push(bytesToHex(hash.clone().digest()).slice(0, checkpointHexLength));
  }
  return prefixes;
}
