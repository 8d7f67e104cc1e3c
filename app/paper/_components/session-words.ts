import type { PaperState } from '../../../workers/paper.api';

/** What a state is called, and how it is shown beside its word. */
export const sessionWords: Readonly<
  Record<PaperState, { readonly word: string; readonly tone: 'ok' | 'care' | 'bad' | 'plain' }>
> = {
  starting: { word: 'Starting', tone: 'plain' },
  live: { word: 'Connected', tone: 'ok' },
  disconnected: { word: 'No connection', tone: 'care' },
  paused: { word: 'Disconnected', tone: 'care' },
  halted: { word: 'Halted', tone: 'bad' },
  ended: { word: 'Ended', tone: 'plain' },
  failed: { word: 'Stopped by a fault', tone: 'bad' },
};

/** Colour of a gain or a loss; nothing where there is neither. */
export const toneOf = (value: number): '' | 'up' | 'down' =>
  value > 0 ? 'up' : value < 0 ? 'down' : '';
