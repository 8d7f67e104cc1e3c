import type { PaperAccount } from './paper-session';
import type { FeedHealth, PaperChart, PaperSnapshot, PaperState } from './paper-snapshot';

/** A session as it stands, but for what it is called and who runs it. */
export type PaperView = Omit<PaperSnapshot, 'id' | 'name' | 'isMine'>;

/** What only who runs a session knows of it. */
export interface RunningPart {
  readonly state: PaperState;
  readonly problem: string | null;
  readonly feed: Omit<FeedHealth, keyof PaperAccount['feed']>;
  readonly forming: PaperChart['forming'];
}

/** Of a session that is only read. */
export const unknownFeed: RunningPart['feed'] = {
  lastMessageAt: null,
  repeated: 0,
  late: 0,
  malformed: 0,
  clockOffsetMs: null,
  savedAt: null,
};

/** Joins what the log tells and what the running session knows. */
export function paperView(
  { isEnded: _ended, isHalted: _halted, feed, chart, ...account }: PaperAccount,
  running: RunningPart,
): PaperView {
  const { forming, state, problem } = running;
  return {
    ...account,
    state,
    problem,
    feed: { ...feed, ...running.feed },
    chart: { ...chart, forming },
  };
}
