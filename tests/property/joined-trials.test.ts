import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedTrials } from '../../lib/optimise/joined-trials';
import { packTrials, type Trial, unpackTrials } from '../../lib/optimise/trial-table';

/** Ids of few different digits, so that many begin alike and some are equal. */
const runId = fc
  .tuple(fc.constantFrom('0', '7f', 'a'), fc.nat(3), fc.constantFrom('00', 'ff', '5e'))
  .map(([lead, middle, end]) => `${lead.repeat(20)}${middle}`.slice(0, 40).padEnd(62, 'c') + end);
const anyId = fc.stringMatching(/^[0-9a-f]{64}$/);
const trial: fc.Arbitrary<Trial> = fc.record({
  runId: fc.oneof(runId, anyId),
  sharpe: fc.option(fc.double({ noNaN: true, min: -1, max: 1 })),
});
const trials = fc.array(trial, { maxLength: 60 });

describe('Trials of several tables', () => {
  it('are joined in order of runId, each once, as the last table has it', () => {
    fc.assert(
      fc.property(fc.array(trials, { maxLength: 3 }), (tables) => {
        const byId = new Map(tables.flat().map(({ runId, sharpe }) => [runId, sharpe]));
        const sorted = [...byId].sort(([a], [b]) => (a < b ? -1 : 1));
        expect([...joinedTrials(tables.map(packTrials))]).toEqual(
          sorted.map(([, sharpe]) => sharpe ?? Number.NaN),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are the same after they were packed', () => {
    fc.assert(
      fc.property(trials, (given) => {
        expect(unpackTrials(packTrials(given))).toEqual(given);
      }),
    );
  });
});
