import { LinkError } from './link-error';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sextets = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) sextets[alphabet.charCodeAt(i)] = i;

/** Base64 with the letters that survive in URLs, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out.push(alphabet[word >>> 18]!, alphabet[(word >>> 12) & 63]!);
    if (left > 1) out.push(alphabet[(word >>> 6) & 63]!);
    if (left > 2) out.push(alphabet[word & 63]!);
  }
  return out.join('');
}

/** @throws {LinkError} for other characters, an impossible length, or bits set where there are none */
export function fromBase64Url(text: string): Uint8Array {
  const rest = text.length % 4;
  if (rest === 1) throw damaged();
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let word = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? sextets[code]! : -1;
    if (value < 0) throw damaged(`“${text[i]}” at character ${i + 1} is not part of a link. `);
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (word >>> bits) & 255;
    }
  }
  if ((word & ((1 << bits) - 1)) !== 0) throw damaged();
  return bytes;
}

export function damaged(what = '', cause?: unknown): LinkError {
  return new LinkError(
    `The link was cut off or changed on its way. ${what}Ask for it again, or for the .lookback file.`,
    'damaged',
    null,
    { cause },
  );
}
