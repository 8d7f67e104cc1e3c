import { entriesOf } from './figure-entry';

const entry = entriesOf('Beside the benchmark');
const grinold = 'Grinold and Kahn 2000';
const morningstar = 'Morningstar 2011';

/** How the run moved beside its benchmark. */
export const benchmarkEntries = {
  alpha: entry('Alpha', 'signed-percent', 'higher', {
    help: 'What the run earned in a year beyond its share in the benchmark’s moves.',
    formula: '(Mean return − beta × mean return of the benchmark) × periods a year.',
    source: 'Jensen 1968',
  }),
  beta: entry('Beta', 'ratio', null, {
    help: 'How far the run moved when the benchmark moved by one.',
    formula: 'Covariance with the benchmark’s returns ÷ their variance.',
    source: 'Sharpe 1964',
  }),
  correlation: entry('Correlation', 'ratio', null, {
    help: 'How closely the run followed the benchmark, −1 to 1.',
    formula: 'Covariance of the returns ÷ both standard deviations.',
    source: 'Pearson 1895',
  }),
  informationRatio: entry('Information ratio', 'ratio', 'higher', {
    help: 'Return beside the benchmark per unit of its scatter, a year.',
    formula: 'Mean ÷ standard deviation of return less the benchmark’s × √periods a year.',
    source: grinold,
  }),
  trackingError: entry('Tracking error', 'percent', null, {
    help: 'How widely the run strays from the benchmark in a year.',
    formula: 'Standard deviation of return less the benchmark’s × √periods a year.',
    source: grinold,
  }),
  upCapture: entry('Up capture', 'percent', 'higher', {
    help: 'Share of the benchmark’s rises the run took part in.',
    formula: 'Geometric mean return while the benchmark rose ÷ the benchmark’s own.',
    source: morningstar,
  }),
  downCapture: entry('Down capture', 'percent', 'lower', {
    help: 'Share of the benchmark’s falls the run took part in.',
    formula: 'Geometric mean return while the benchmark fell ÷ the benchmark’s own.',
    source: morningstar,
  }),
};
