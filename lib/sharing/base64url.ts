import { decodeBase64Url } from '../core/base64url';
import { LinkError } from './link-error';

export { toBase64Url } from '../core/base64url';

/** @throws {LinkError} for other characters, an impossible length, or bits set where there are none */
export function fromBase64Url(text: string): Uint8Array {
  const decoded = decodeBase64Url(text);
  if (decoded.bytes !== null) return decoded.bytes;
  const { wrongAt } = decoded;
  throw wrongAt === null
    ? damaged()
    : damaged(`“${text[wrongAt]}” at character ${wrongAt + 1} is not part of a link. `);
}

export function damaged(what = '', cause?: unknown): LinkError {
  return new LinkError(
    `The link was cut off or changed on its way. ${what}Ask for it again, or for the .lookback file.`,
    'damaged',
    null,
    { cause },
  );
}
