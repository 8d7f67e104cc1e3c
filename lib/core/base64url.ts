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

/** Bytes, or where the text stops being what {@link toBase64Url} writes; null = an impossible end. */
export type DecodedBase64Url =
  | { readonly bytes: Uint8Array }
  | { readonly bytes: null; readonly wrongAt: number | null };

/** Reads what {@link toBase64Url} wrote. One text stands for one sequence of bytes: bits where there are none are refused. */
export function decodeBase64Url(text: string): DecodedBase64Url {
  const rest = text.length % 4;
  if (rest === 1) return { bytes: null, wrongAt: null };
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let word = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? sextets[code]! : -1;
    if (value < 0) return { bytes: null, wrongAt: i };
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (word >>> bits) & 255;
    }
  }
  return (word & ((1 << bits) - 1)) === 0 ? { bytes } : { bytes: null, wrongAt: null };
}
