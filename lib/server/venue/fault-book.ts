import { bucketOf } from './klines';
import {
  type FaultSchedule,
  type MalformedHow,
  type VenueFault,
  type VenueFaultKind,
  venueFaultKinds,
} from './venue-fault';

type BarFault = Extract<VenueFault, { kind: 'gap' | 'duplicate' | 'late' | 'malformed' }>;
type RequestFault = Extract<
  VenueFault,
  { kind: 'rate-limit' | 'server-error' | 'slow' | 'malformed' }
>;

/** What befalls one message of a bar. */
export interface MessageFate {
  readonly isLost: boolean;
  readonly isTwice: boolean;
  readonly malformed: MalformedHow | null;
  /** How many bars later it comes, 0 = now. */
  readonly lateBy: number;
}

/** How often each fault was injected, and how many requests, messages or sockets it struck. */
export interface FaultCounts {
  readonly injected: Readonly<Record<VenueFaultKind, number>>;
  readonly struck: Readonly<Record<VenueFaultKind, number>>;
}

/** Bars of faults longer over than this are forgotten: no stream has longer bars. */
const longestBarMs = 86_400_000;

/** The faults of a venue that are under way. */
export class FaultBook {
  private readonly injected = zeros();
  private readonly struck = zeros();
  private readonly bars: {
    readonly fault: BarFault;
    readonly bars: number;
    readonly at: number;
  }[] = [];
  private readonly requests: { readonly fault: RequestFault; left: number }[] = [];
  private refusesUntil = Number.NEGATIVE_INFINITY;
  private silentUntil = Number.NEGATIVE_INFINITY;
  private scheduledTo: number | null = null;

  constructor(private readonly schedule: FaultSchedule | null) {}

  counts(): FaultCounts {
    return { injected: { ...this.injected }, struck: { ...this.struck } };
  }

  strike(kind: VenueFaultKind, times = 1): void {
    this.struck[kind] += times;
  }

  /** Begins a fault. Dropping the sockets of a disconnect is the caller's. */
  inject(fault: VenueFault, now: number): void {
    this.injected[fault.kind]++;
    if (fault.kind === 'disconnect')
      this.refusesUntil = Math.max(this.refusesUntil, now + fault.forMs);
    else if (fault.kind === 'silent')
      this.silentUntil = Math.max(this.silentUntil, now + fault.forMs);
    else if (fault.kind === 'gap' || fault.kind === 'duplicate') {
      this.bars.push({ fault, bars: fault.bars, at: now });
    } else if (fault.kind === 'late') this.bars.push({ fault, bars: 1, at: now });
    else if (fault.kind === 'malformed') {
      if (fault.bars !== undefined) this.bars.push({ fault, bars: fault.bars, at: now });
      if (fault.requests !== undefined) this.requests.push({ fault, left: fault.requests });
    } else this.requests.push({ fault, left: fault.requests });
  }

  /** Ends every fault under way: their moments mean nothing after the clock went back. */
  forget(): void {
    this.bars.length = 0;
    this.requests.length = 0;
    this.refusesUntil = Number.NEGATIVE_INFINITY;
    this.silentUntil = Number.NEGATIVE_INFINITY;
  }

  /** Scheduled faults since the last call, each once. Nothing is due at the first. */
  due(now: number): readonly { atMs: number; fault: VenueFault }[] {
    const before = this.scheduledTo;
    this.scheduledTo = now;
    if (this.schedule === null || before === null || now <= before) return [];
    return this.schedule.due(before, now);
  }

  /** Whether the line is down: nothing gets in. */
  refuses(now: number): boolean {
    return now < this.refusesUntil;
  }

  isSilent(now: number): boolean {
    return now < this.silentUntil;
  }

  /** The fault that the next request meets. */
  takeRequestFault(): RequestFault | null {
    const first = this.requests[0];
    if (first === undefined) return null;
    first.left--;
    if (first.left <= 0) this.requests.shift();
    this.strike(first.fault.kind);
    return first.fault;
  }

  /** What befalls a message of the bar that opens at `openTime`; `isFinal` for its last one. Strikes are counted. */
  fateOf(openTime: number, intervalMs: number, isFinal: boolean): MessageFate {
    while (this.bars[0] !== undefined && isOver(this.bars[0], openTime)) this.bars.shift();
    let isLost = false;
    let isTwice = false;
    let malformed: MalformedHow | null = null;
    let lateBy = 0;
    for (const { fault, bars, at } of this.bars) {
      const first = bucketOf(at, intervalMs);
      if (openTime < first || openTime >= first + bars * intervalMs) continue;
      if (fault.kind === 'gap') isLost = true;
      else if (fault.kind === 'duplicate') isTwice = true;
      else if (fault.kind === 'malformed') malformed = fault.how;
      else if (isFinal) lateBy = Math.max(lateBy, fault.after);
    }
    if (isLost) this.strike('gap');
    else {
      if (isTwice) this.strike('duplicate');
      if (malformed !== null) this.strike('malformed');
      if (lateBy > 0) this.strike('late');
    }
    return { isLost, isTwice, malformed, lateBy };
  }
}

function isOver(spell: { readonly bars: number; readonly at: number }, now: number): boolean {
  return spell.at + spell.bars * longestBarMs < now;
}

function zeros(): Record<VenueFaultKind, number> {
  return Object.fromEntries(venueFaultKinds.map((kind) => [kind, 0])) as Record<
    VenueFaultKind,
    number
  >;
}
