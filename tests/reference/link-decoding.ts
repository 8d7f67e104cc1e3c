import * as fc from 'fast-check';
import { fromBase64Url, toBase64Url } from '../../lib/sharing/base64url';
import { decodeLink, decodeWire, packContent } from '../../lib/sharing/link-codec';
import type { LinkWire } from '../../lib/sharing/link-wire';

/** Decoding either gives a link or throws a LinkError. */
export function isHandled(text: string): boolean {
  try {
    return decodeLink(text).equity.length === 64;
  } catch (error) {
    return error instanceof Error && error.name === 'LinkError' && error.message.length > 20;
  }
}

const clothed = (bytes: Uint8Array): string => `#r1.${toBase64Url(bytes)}`;

/** Kinds of text a decoder may be given, with what must hold of them; made from the fragment of a sound link. */
export const linkDecoding: readonly {
  readonly name: string;
  readonly property: (fragment: string) => fc.IProperty<unknown>;
}[] = [
  {
    name: 'random text',
    property: () =>
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => isHandled(text)),
  },
  {
    name: 'random bytes in the clothes of a link',
    property: () => fc.property(fc.uint8Array({ maxLength: 3000 }), (it) => isHandled(clothed(it))),
  },
  {
    name: 'a link cut off or with bits flipped',
    property: (fragment) =>
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (at, bit, cut) => {
        const bytes = fromBase64Url(fragment.slice(4));
        if (cut) return isHandled(clothed(bytes.subarray(0, at % bytes.length)));
        const place = at % bytes.length;
        bytes[place] = bytes[place]! ^ (1 << (bit % 8));
        return isHandled(clothed(bytes));
      }),
  },
  {
    name: 'any JSON in place of any part of the content',
    property: (fragment) => {
      const wire = decodeWire(fragment);
      const keys = Object.keys(wire) as (keyof LinkWire)[];
      return fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        return isHandled(packContent({ ...wire, [key]: value }).fragment);
      });
    },
  },
];
