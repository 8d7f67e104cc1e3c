/** What goes wrong at a venue. Durations are ms of the venue's own time, bars those of each stream. */
export type VenueFault =
  /** Every socket is dropped; for a while no request and no stream gets through. */
  | { readonly kind: 'disconnect'; readonly forMs: number }
  /** Sockets stay open and requests are answered, but streams say nothing, not even a pong. */
  | { readonly kind: 'silent'; readonly forMs: number }
  /** No further message of the forming bar and the `bars − 1` after it. */
  | { readonly kind: 'gap'; readonly bars: number }
  /** Every message of the forming bar and the `bars − 1` after it comes twice. */
  | { readonly kind: 'duplicate'; readonly bars: number }
  /** The forming bar's last message comes after that of the bar `after` bars later. */
  | { readonly kind: 'late'; readonly after: number }
  /** Broken messages in place of those of the forming bar and the `bars − 1` after it, or of the next answers. */
  | {
      readonly kind: 'malformed';
      readonly how: MalformedHow;
      readonly bars?: number;
      readonly requests?: number;
    }
  /** The next requests are refused: 429, or 418 once banned. */
  | {
      readonly kind: 'rate-limit';
      readonly requests: number;
      readonly retryAfterSeconds: number;
      readonly banned?: boolean;
    }
  /** The next requests fail at the server. */
  | { readonly kind: 'server-error'; readonly requests: number; readonly status?: number }
  /** The next answers wait, real ms. */
  | { readonly kind: 'slow'; readonly requests: number; readonly delayMs: number };

/** Cut off in the middle; fields of wrong types; numbers that are none. */
export type MalformedHow = 'json' | 'types' | 'numbers';

export type VenueFaultKind = VenueFault['kind'];

export const venueFaultKinds = [
  'disconnect',
  'silent',
  'gap',
  'duplicate',
  'late',
  'malformed',
  'rate-limit',
  'server-error',
  'slow',
] as const satisfies readonly VenueFaultKind[];

/** Faults that come by themselves. */
export interface FaultSchedule {
  /** Faults due after `afterMs` and up to `untilMs` of the venue's time, oldest first. */
  due(afterMs: number, untilMs: number): readonly { atMs: number; fault: VenueFault }[];
}
