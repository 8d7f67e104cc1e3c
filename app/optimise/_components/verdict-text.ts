import { formatCount, formatPercent, formatRatio } from '../../../lib/analytics/views/format';
import type { SweepOutcome } from '../../../workers/sweep.client';
import type { StabilityReading } from './stability';

export type Tone = 'good' | 'care';

export interface Verdict {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** Deflated Sharpe from which the best cell is more than the luck of many tries. */
const convincing = 0.95;
/** Below it, luck is the likelier reason. */
const coinToss = 0.5;

/** What the best of so many tries is worth, in two sentences. */
export function verdictOf(outcome: SweepOutcome, bestSharpe: number | null): Verdict {
  const { trials, deflatedSharpe, expectedMaxSharpe } = outcome;
  const tries = trials === 1 ? '1 setting' : `${formatCount(trials)} settings`;
  if (outcome.best === null) {
    return {
      tone: 'care',
      title: 'No cell has a value',
      text: 'Every combination was refused or never traded. Widen the ranges.',
    };
  }
  if (deflatedSharpe.value === null) {
    return {
      tone: 'care',
      title: 'Can’t be judged',
      text: `The deflated Sharpe has no value: ${deflatedSharpe.reason ?? 'not enough returns'}.`,
    };
  }
  const luck =
    expectedMaxSharpe === null || bestSharpe === null
      ? ''
      : ` Without any skill the best of ${tries} would have about ${formatRatio(expectedMaxSharpe)}; this one has ${formatRatio(bestSharpe)}.`;
  if (deflatedSharpe.value >= convincing) {
    return {
      tone: 'good',
      title: 'More than luck, on these bars',
      text: `The best of ${tries} stands out from what so many tries would find.${luck}`,
    };
  }
  if (deflatedSharpe.value >= coinToss) {
    return {
      tone: 'care',
      title: 'Not convincing',
      text: `The best of ${tries} may well be luck: ${formatPercent(deflatedSharpe.value, 0)} is short of the 95% that would convince.${luck}`,
    };
  }
  return {
    tone: 'care',
    title: 'No evidence of an edge',
    text: `The best of ${tries} looks like luck.${luck}`,
  };
}

/** Whether small changes of the settings would have mattered. */
export function stabilityText({ kind, kept }: StabilityReading): {
  readonly word: string;
  readonly tone: Tone;
  readonly text: string;
} {
  switch (kind) {
    case 'plateau':
      return {
        word: 'Plateau',
        tone: 'good',
        text: `The cells around the best keep ${formatPercent(Math.min(1, kept ?? 0), 0)} of its lead over the middle cell: nearby settings would have done about as well.`,
      };
    case 'peak':
      return {
        word: 'Peak',
        tone: 'care',
        text: `The cells around the best keep ${formatPercent(Math.max(0, kept ?? 0), 0)} of its lead over the middle cell: a small change would have lost it.`,
      };
    case 'flat':
      return {
        word: 'Flat',
        tone: 'care',
        text: 'The best cell is no better than the middle one: these settings make no difference.',
      };
    case 'alone':
      return {
        word: 'Alone',
        tone: 'care',
        text: 'No cell around the best has a value, so nothing can be said of its neighbours.',
      };
  }
}
