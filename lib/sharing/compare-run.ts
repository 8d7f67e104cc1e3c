import type { RunResult } from '../analytics/run-result';
import type { BacktestRun } from '../backtest/backtest-run';
import { countText } from '../core/count-text';
import { shortHash } from '../core/hashing';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { sketchBar, sketchEquity } from './equity-sketch';
import { checkpointBar, ledgerCheckpoints } from './ledger-checkpoints';
import { type ClaimedFigure, claimedFigures, type Link } from './link-claim';
import { figuresOf } from './link-codec';
import { linkText, titleLength } from './link-wire';

/** What a run computed here says about a link. */
export type Comparison =
  | { readonly status: 'verified' }
  | {
      readonly status: 'differs';
      /** One or two sentences: what differs, claimed and computed. */
      readonly what: string;
      /** The difference appears after this bar and up to `toTime`, UTC epoch ms; null where it has no place in time. */
      readonly fromTime: number | null;
      readonly toTime: number | null;
    }
  | {
      readonly status: 'other-engine';
      readonly claimedVersion: number;
      readonly ownVersion: number;
      /** True when the result is the same under this engine's rules too. */
      readonly same: boolean;
    };

type Difference = Extract<Comparison, { status: 'differs' }>;

/** Compares all that a link claims of its run with a run of its config, and with that run's result. */
export function compareRun(link: Link, run: BacktestRun, result: RunResult): Comparison {
  return atOnce(compareRunWork(link, run, result));
}

/** {@link compareRun} in slices. */
export function* compareRunWork(
  link: Link,
  run: BacktestRun,
  result: RunResult,
): SlicedWork<Comparison> {
  const ownVersion = run.identity.semanticsVersion;
  if (link.semanticsVersion !== ownVersion) {
    const { ledgerHash, equityHash, dataFingerprint } = run.identity;
    const same =
      otherDataDifference(link, run, null) === null &&
      link.ledgerHash === ledgerHash &&
      link.equityHash === equityHash &&
      link.dataFingerprint === dataFingerprint;
    return { status: 'other-engine', claimedVersion: link.semanticsVersion, ownVersion, same };
  }
  return (yield* firstDifference(link, run, result)) ?? { status: 'verified' };
}

function* firstDifference(
  link: Link,
  run: BacktestRun,
  result: RunResult,
): SlicedWork<Difference | null> {
  const { identity } = run;
  const place = yield* locate(link, run);
  if (link.dataFingerprint !== identity.dataFingerprint) {
    const ledger =
      link.ledgerHash === identity.ledgerHash
        ? 'The trades happen to be the same.'
        : 'The trades differ too.';
    const lead =
      link.source.kind === 'exchange'
        ? 'The exchange now gives other bars than those the link was made on:'
        : 'The data are not the claimed ones:';
    return differs(
      `${lead} fingerprint ${shortHash(identity.dataFingerprint)} instead of ${shortHash(link.dataFingerprint)}${barsText(link, run)}. ${ledger}`,
      place,
    );
  }
  const other = otherDataDifference(link, run, place);
  if (other !== null) return other;
  if (link.runId !== identity.runId) {
    return differs(
      `The settings in the link are not those of the claimed run: they give run ${shortHash(identity.runId)}, the link names ${shortHash(link.runId)}.`,
      place,
    );
  }
  if (link.ledgerHash !== identity.ledgerHash) {
    const where =
      place === null ? ' All its checkpoints agree, so the hash itself was altered.' : '';
    return differs(
      `The ledger differs: ${shortHash(identity.ledgerHash)} computed, ${shortHash(link.ledgerHash)} claimed.${where}`,
      place,
    );
  }
  if (link.equityHash !== identity.equityHash) {
    return differs(
      `The equity curve differs: ${shortHash(identity.equityHash)} computed, ${shortHash(link.equityHash)} claimed, with the same ledger.`,
      place,
    );
  }
  if (place !== null) {
    return differs(`The claimed ${place.what} is not that of the claimed ledger.`, place);
  }
  return figureDifference(link, result) ?? aboutDifference(link, run);
}

/** Whether the data beside the bars are the claimed ones. */
function otherDataDifference(link: Link, run: BacktestRun, place: Place | null): Difference | null {
  const { benchmark, funding } = run.extra;
  const pairs = [
    ['The benchmark’s bars', link.benchmark?.fingerprint, benchmark?.fingerprint],
    ['The funding rates', link.funding?.fingerprint, funding?.fingerprint],
  ] as const;
  for (const [what, claimed, own] of pairs) {
    if (claimed === own) continue;
    const print = (hash: string | undefined) => (hash === undefined ? 'none' : shortHash(hash));
    return differs(
      `${what} are not the claimed ones: fingerprint ${print(own)} instead of ${print(claimed)}.`,
      place,
    );
  }
  return null;
}

const names: Readonly<Record<ClaimedFigure, string>> = {
  totalReturn: 'total return',
  cagr: 'yearly growth',
  sharpe: 'Sharpe ratio',
  maxDrawdown: 'largest drawdown',
  trades: 'number of trades',
  winRate: 'win rate',
  profitFactor: 'profit factor',
  costsPaid: 'costs paid',
};

function figureDifference(link: Link, result: RunResult): Difference | null {
  const computed = figuresOf(result);
  for (const name of claimedFigures) {
    const claimed = link.figures[name];
    const own = computed[name].value;
    if (claimed !== own) {
      return differs(
        `The ${names[name]} differs: ${figureText(own)} computed, ${figureText(claimed)} claimed. Ledger and equity are the same.`,
        null,
      );
    }
  }
  return null;
}

function aboutDifference(link: Link, run: BacktestRun): Difference | null {
  const { bars } = run;
  const first = bars.time[0];
  const last = bars.time[bars.length - 1];
  if (link.bars !== bars.length || link.firstTime !== first || link.lastTime !== last) {
    return differs(`The claimed extent of the data is wrong${barsText(link, run)}.`, null);
  }
  for (const [what, claimed, own] of otherExtents(link, run)) {
    if (claimed !== own) return differs(`The claimed extent of the ${what} is wrong.`, null);
  }
  if (link.title !== linkText(run.title, titleLength)) {
    return differs(`The link calls itself “${link.title}”; its settings are “${run.title}”.`, null);
  }
  return null;
}

/** Length and ends of the data beside the bars, claimed and own. */
function otherExtents(
  link: Link,
  run: BacktestRun,
): readonly (readonly [string, number | undefined, number | undefined])[] {
  const { benchmark, funding } = run.extra;
  return [
    ['benchmark’s data', link.benchmark?.bars, benchmark?.length],
    ['benchmark’s data', link.benchmark?.firstTime, benchmark?.time[0]],
    ['benchmark’s data', link.benchmark?.lastTime, benchmark?.time[benchmark.length - 1]],
    ['funding rates', link.funding?.rates, funding?.length],
    ['funding rates', link.funding?.firstTime, funding?.time[0]],
    ['funding rates', link.funding?.lastTime, funding?.time[funding.length - 1]],
  ];
}

const figureText = (value: number | null): string => (value === null ? 'no value' : String(value));

const barsText = (link: Link, run: BacktestRun): string =>
  link.bars === run.bars.length
    ? ''
    : ` (${countText(run.bars.length)} bars instead of ${countText(link.bars)})`;

interface Place {
  readonly what: string;
  readonly fromTime: number | null;
  readonly toTime: number | null;
}

function differs(what: string, place: Place | null): Difference {
  return {
    status: 'differs',
    what,
    fromTime: place?.fromTime ?? null,
    toTime: place?.toTime ?? null,
  };
}

/** Where in time claim and run part first, as closely as checkpoints and equity points tell; null where they agree. */
function* locate(link: Link, run: BacktestRun): SlicedWork<Place | null> {
  const { bars, ledger } = run;
  const timeAt = (bar: number): number => bars.time[Math.min(bar, bars.length - 1)]!;
  const marks = yield* ledgerCheckpoints(ledger);
  const mark = marks.findIndex((prefix, k) => prefix !== link.checkpoints[k]);
  const sketch = sketchEquity(ledger.equity, run.config.account.capital);
  const sameScale = sketch.low === link.sketch.low && sketch.high === link.sketch.high;
  const point = firstPoint(link, sketch, sameScale);
  if (mark < 0 && point === null) return null;
  const fromMark = mark > 0 ? checkpointBar(mark - 1, bars.length) : -1;
  const toMark = mark < 0 ? Number.POSITIVE_INFINITY : checkpointBar(mark, bars.length);
  const toPoint = point === null ? Number.POSITIVE_INFINITY : sketchBar(point, bars.length);
  const fromPoint = point === null || point === 0 ? -1 : sketchBar(point - 1, bars.length);
  // Equal checkpoints prove equal trades; equal points only show nothing larger than one step of the sketch.
  const equityFirst = toPoint < toMark && (mark < 0 || toPoint <= fromMark);
  const from = equityFirst ? fromPoint : fromMark;
  const to = Math.min(toMark, toPoint > from ? toPoint : Number.POSITIVE_INFINITY);
  return {
    what: mark < 0 ? 'equity curve' : 'list of checkpoints',
    fromTime: from < 0 ? timeAt(0) : timeAt(from),
    toTime: timeAt(to),
  };
}

/** First point of the two sketches that differs by more than rounding; on equal scales the levels must be equal. */
function firstPoint(
  link: Link,
  own: { readonly low: number; readonly high: number; readonly levels: readonly number[] },
  sameScale: boolean,
): number | null {
  if (sameScale) {
    const k = own.levels.findIndex((level, i) => level !== link.sketch.levels[i]);
    return k < 0 ? null : k;
  }
  const ownStep = (own.high - own.low) / 4095;
  const linkStep = (link.sketch.high - link.sketch.low) / 4095;
  const tolerance = Math.abs(ownStep) + Math.abs(linkStep);
  const k = own.levels.findIndex((level, i) => {
    const here = own.low + level * ownStep;
    const there = link.equity[i] ?? Number.NaN;
    return !(Math.abs(here - there) <= tolerance);
  });
  if (k >= 0) return k;
  // Too small to see at any point: it is at the one that makes the scale.
  const extreme = own.low === link.sketch.low ? 4095 : 0;
  return Math.max(0, own.levels.indexOf(extreme));
}
