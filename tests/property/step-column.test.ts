import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../lib/core/sliced-work';
import { StepColumn } from '../../lib/session/step-column';

const value = fc.constantFrom(Number.NaN, 0, -0, 1, -1, 0.25);
/** Runs of one value, so short in some columns that these are kept as they are. */
const column = fc
  .array(fc.tuple(value, fc.integer({ min: 1, max: 12 })), { maxLength: 20 })
  .map((runs) => Float64Array.from(runs.flatMap(([x, times]) => new Array<number>(times).fill(x))));

describe('A column kept by its steps', () => {
  it('has the values of the column, and the last number up to each place', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          column,
          fc.array(value).map((all) => Float64Array.from(all)),
        ),
        (dense) => {
          const steps = atOnce(StepColumn.of(dense));
          expect(steps.lastKnown(-1)).toBe(-1);
          let last = -1;
          for (let i = 0; i < dense.length; i++) {
            expect(Object.is(steps.at(i), dense[i])).toBe(true);
            if (!Number.isNaN(dense[i])) last = i;
            expect(steps.lastKnown(i)).toBe(last);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
