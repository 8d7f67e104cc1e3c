import { Inflate } from 'fflate';
import { countText } from '../core/count-text';
import { damaged } from './base64url';
import { LinkError } from './link-error';

/** A kilobyte of deflated bytes can't make more than about a megabyte, so the limit is kept to within that. */
const pushBytes = 1024;

/**
 * Inflates at most `limit` bytes, stopping as soon as there would be more.
 * @throws {LinkError} for too much, or for bytes that were not deflated or are incomplete
 */
export function inflateLimited(bytes: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const inflate = new Inflate((part, final) => {
    total += part.length;
    if (total > limit) {
      throw new LinkError(
        `The link unpacks to more than ${countText(limit)} bytes; no run needs that. It was not opened.`,
        'too-large',
      );
    }
    parts.push(part);
    ended = final;
  });
  try {
    for (let at = 0; at < bytes.length; at += pushBytes) {
      const to = Math.min(bytes.length, at + pushBytes);
      inflate.push(bytes.subarray(at, to), to === bytes.length);
    }
  } catch (error) {
    throw error instanceof LinkError ? error : damaged('', error);
  }
  if (!ended) throw damaged();
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
