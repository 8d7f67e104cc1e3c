import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';

/** Bars that an indicator may look back at most. */
const mostBars = 5000;

interface PeriodOptions {
  readonly label?: string;
  readonly help?: string;
  readonly min?: number;
  readonly default: number;
}

/** A number of bars; told nothing else, that of the window an indicator looks at. */
export const periodField = (options: PeriodOptions) =>
  integerField({
    label: 'Period',
    help: 'How many bars are looked at, the current one included.',
    min: 1,
    ...options,
    max: mostBars,
    unit: 'bars',
  });

/** Of a moment of a window, of a sample or of a population; @param least bars that the sample's correction needs */
export const momentSchema = (least: number) =>
  z
    .strictObject({
      period: periodField({ min: 2, default: 30 }),
      correction: integerField({
        label: 'Sample correction',
        help: '1 corrects for the size of the sample, 0 takes the window as the population.',
        min: 0,
        max: 1,
        default: 1,
      }),
    })
    .check(
      z.refine((p) => p.correction === 0 || p.period >= least, {
        path: ['period'],
        message: `must be at least ${least} with the sample correction`,
      }),
    );

/** Of a spread around the mean of a window. */
export const spreadSchema = z
  .strictObject({
    period: periodField({ default: 20 }),
    ddof: integerField({
      label: 'Degrees of freedom taken',
      help: '0 divides by n (population), 1 by n − 1 (sample).',
      min: 0,
      max: 1,
      default: 1,
    }),
  })
  .check(
    z.refine((p) => p.period > p.ddof, {
      path: ['period'],
      message: 'must be larger than the degrees of freedom taken',
    }),
  );

/** What a volatility is brought to a year by. */
export const barsPerYearField = () =>
  numberField({
    label: 'Bars a year',
    help: 'How many bars make a year: 365 for daily crypto bars, 252 for daily stocks.',
    min: 1,
    max: 525600,
    default: 365,
  });

/** Of an exponential average that starts at the first bar. */
export const spanSchema = z.strictObject({
  span: periodField({
    label: 'Span',
    help: 'The average age of the weights is about half of this many bars.',
    default: 21,
  }),
});

/** Of bands around the mean of a window. */
export const bandsSchema = z.strictObject({
  period: periodField({ default: 20 }),
  deviations: numberField({
    label: 'Deviations',
    help: 'How many standard deviations the bands are away from the mean.',
    min: 0,
    max: 20,
    default: 2,
    step: 0.1,
  }),
});

/** Of the distance between two averages, and its own average. */
export const macdSchema = z
  .strictObject({
    fast: periodField({
      label: 'Fast period',
      help: 'The period of the faster average.',
      default: 12,
    }),
    slow: periodField({
      label: 'Slow period',
      help: 'The period of the slower average; larger than the fast one.',
      min: 2,
      default: 26,
    }),
    signal: periodField({
      label: 'Signal period',
      help: 'The period of the average of the line.',
      default: 9,
    }),
  })
  .check(
    z.refine((p) => p.fast < p.slow, {
      path: ['slow'],
      message: 'must be larger than the fast period',
    }),
  );
