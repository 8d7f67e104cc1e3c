import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import type { BacktestRun } from '../../lib/backtest/backtest-run';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { runIdOf } from '../../lib/backtest/run-identity';
import type { BarColumns, Bars } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';
import { fromBase64Url, toBase64Url } from '../../lib/sharing/base64url';
import { compareRun } from '../../lib/sharing/compare-run';
import { decodeLink, decodeWire, encodeLink, encodeWire } from '../../lib/sharing/link-codec';
import type { LinkWire } from '../../lib/sharing/link-wire';
import { linkDecoding } from '../reference/link-decoding';
import { walkBars, walkColumns } from '../support/bars';
import { testStore } from '../support/kernels';
import { toyRun } from '../support/toy-run';

const config: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 5, slow: 20 } },
};
const resultOf = (run: BacktestRun) => buildRunResult(run, { trialSharpes: [] });

/** Other columns under the same name, interval and source. */
function barsFrom(columns: BarColumns): Promise<Bars> {
  const { instrument, intervalMs, timeZone, source } = bars;
  return createBars(columns, { instrument, intervalMs, timeZone, source });
}

let bars: Bars;
let run: BacktestRun;
let fragment: string;
let wire: LinkWire;

beforeAll(async () => {
  await testStore();
  bars = await walkBars(700, 11);
  run = await toyRun(bars, config);
  fragment = encodeLink(run, resultOf(run)).fragment;
  wire = decodeWire(fragment);
});

/** Recomputes what the link asks for and compares, as a recipient does. */
async function opened(link: string, on: Bars = bars) {
  const read = decodeLink(link);
  const again = await toyRun(on, read.config);
  return compareRun(read, again, resultOf(again));
}

describe('Any text given to the decoder', () => {
  const runs = [2000, 2000, 2000, 1000];
  linkDecoding.forEach(({ name, property }, k) => {
    it(`is a link or a named error: ${name}`, () => {
      fc.assert(property(fragment), { numRuns: runs[k]! });
    });
  });
});

describe('A link that was not altered', () => {
  it('verifies on any machine that has the data, whatever the settings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 20, max: 650 }),
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        async (fast, slow, capital) => {
          const made = await toyRun(bars, {
            strategy: { id: 'sma-cross', params: { fast, slow } },
            account: { capital },
          });
          const link = encodeLink(made, resultOf(made)).fragment;
          expect(await opened(link)).toEqual({ status: 'verified' });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survives base64 and back for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('An altered link', () => {
  it('differs when one parameter was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 1, max: 19 }).map((fast) => ({ fast, slow: 20 })),
          fc.integer({ min: 1, max: 600 }).map((slow) => ({ fast: 5, slow })),
        ),
        fc.boolean(),
        async (params, alsoRunId) => {
          fc.pre(params.fast !== 5 || params.slow !== 20);
          const changed = { ...wire.config, strategy: { id: 'sma-cross', params } };
          const other = runIdOf([bars.fingerprint], changed);
          const altered = {
            ...wire,
            config: changed,
            run: alsoRunId ? toBase64Url(Buffer.from(other, 'hex')) : wire.run,
          };
          const outcome = await opened(encodeWire(altered).fragment);
          expect(outcome.status).toBe('differs');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('differs when one claimed figure, hash, point, checkpoint or extent was changed', async () => {
    const hash = fc.constantFrom('run', 'ledger', 'equity');
    const flippedHash = fc.tuple(hash, fc.nat(31), fc.nat(7)).map(([key, at, bit]) => {
      const bytes = fromBase64Url(wire[key as 'run']);
      bytes[at] = bytes[at]! ^ (1 << bit);
      return { ...wire, [key]: toBase64Url(bytes) };
    });
    const print = fc.tuple(fc.nat(31), fc.nat(7)).map(([at, bit]) => {
      const bytes = fromBase64Url(wire.data.print);
      bytes[at] = bytes[at]! ^ (1 << bit);
      return { ...wire, data: { ...wire.data, print: toBase64Url(bytes) } };
    });
    const figure = fc
      .tuple(
        fc.nat(7),
        fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })),
      )
      .map(([k, value]) => ({
        ...wire,
        figures: wire.figures.map((old, i) => (i === k ? value : old)),
      }));
    const point = fc.tuple(fc.nat(95), fc.nat(7)).map(([at, bit]) => {
      const bytes = fromBase64Url(wire.curve[2]);
      bytes[at] = bytes[at]! ^ (1 << bit);
      return { ...wire, curve: [wire.curve[0], wire.curve[1], toBase64Url(bytes)] };
    });
    const scale = fc.constantFrom(0, 1).map((side) => {
      const curve = [...wire.curve] as [number, number, string];
      curve[side] = (curve[side] as number) * 1.0000001;
      return { ...wire, curve };
    });
    const mark = fc.tuple(fc.nat(191), fc.nat(15)).map(([at, digit]) => {
      const marks = `${wire.marks.slice(0, at)}${digit.toString(16)}${wire.marks.slice(at + 1)}`;
      return { ...wire, marks };
    });
    const extent = fc
      .tuple(fc.constantFrom('bars', 'from', 'to'), fc.integer({ min: 1, max: 1e6 }))
      .map(([key, by]) => ({
        ...wire,
        data: { ...wire.data, [key]: (wire.data[key as 'bars'] as number) + by },
      }));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          ...([0, 1, 2, 3, 4, 5, 6] as const).map((k) =>
            fc
              .constant(k)
              .chain(() => [flippedHash, print, figure, point, scale, mark, extent][k]!),
          ),
        ),
        async (altered) => {
          fc.pre(JSON.stringify(altered) !== JSON.stringify(wire));
          const outcome = await opened(encodeWire(altered as LinkWire).fragment);
          expect(outcome.status).toBe('differs');
          expect((outcome as { what: string }).what.length).toBeGreaterThan(30);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('differs on data with one altered bar, and says from when', async () => {
    const columns = ['open', 'high', 'low', 'close', 'volume'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...columns),
        fc.integer({ min: 0, max: 699 }),
        fc.double({ min: 0.9, max: 1.1, noNaN: true }),
        async (column, at, factor) => {
          const altered = walkColumns(700, 11);
          const before = altered[column][at]!;
          altered[column][at] = before * factor;
          fc.pre(altered[column][at] !== before);
          const other = await barsFrom(altered);
          const outcome = await opened(fragment, other);
          expect(outcome.status).toBe('differs');
          if (outcome.status !== 'differs') return;
          expect(outcome.what).toContain('data');
          // Nothing before the altered bar can differ.
          if (outcome.toTime !== null) {
            expect(outcome.toTime).toBeGreaterThanOrEqual(bars.time[at]!);
            expect(outcome.fromTime!).toBeLessThanOrEqual(outcome.toTime);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is placed in time to within a sixteenth of the data when the ledger differs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 30, max: 690 }), async (at) => {
        const altered = walkColumns(700, 11);
        // Far enough down that the rule leaves the market at this bar, or goes in later.
        altered.close[at] = altered.close[at]! * 0.5;
        altered.low[at] = altered.close[at]! * 0.99;
        const other = await toyRun(await barsFrom(altered), config);
        const own = decodeLink(encodeLink(other, resultOf(other)).fragment);
        const outcome = compareRun(own, run, resultOf(run));
        const first = other.ledger.fills.findIndex(
          (f, i) => JSON.stringify(f) !== JSON.stringify(run.ledger.fills[i]),
        );
        fc.pre(first >= 0 && outcome.status === 'differs' && outcome.toTime !== null);
        const { fromTime, toTime } = outcome as { fromTime: number; toTime: number };
        expect(fromTime).toBeLessThan(toTime);
        expect(toTime - fromTime).toBeLessThanOrEqual((700 / 16 + 1) * bars.intervalMs);
      }),
      { numRuns: 80 },
    );
  });

  it('made by other rules is never called verified', async () => {
    const link = encodeWire({ ...wire, semantics: 2 }).fragment;
    expect(await opened(link)).toEqual({
      status: 'other-engine',
      claimedVersion: 2,
      ownVersion: 1,
      same: true,
    });
    const other = encodeWire({ ...wire, semantics: 2, ledger: wire.run }).fragment;
    expect(await opened(other)).toMatchObject({ status: 'other-engine', same: false });
  });
});
