export type LinkFault =
  /** Not a link of this program. */
  | 'not-a-link'
  /** A later format than this version reads. */
  | 'newer-format'
  /** Larger than a link may be. */
  | 'too-large'
  /** Cut off or mistyped on its way. */
  | 'damaged'
  /** Intact, but says something no run can say. */
  | 'content';

/** A link that can't be read or made: what is wrong, and what to do. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(
    message: string,
    readonly fault: LinkFault,
    /** Where in the content, `config.account.capital`; null where it is not about one field. */
    readonly field: string | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
