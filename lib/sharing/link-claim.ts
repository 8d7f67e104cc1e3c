import type { RunConfig } from '../backtest/run-config.schema';
import type { BarsSource } from '../market/bars';
import type { DataRef } from '../market/data-ref.schema';
import type { NamedArtefact } from '../models/model-artefact';
import type { EquitySketch } from './equity-sketch';

/** The figures a link claims, in the order they are written. */
export const claimedFigures = [
  'totalReturn',
  'cagr',
  'sharpe',
  'maxDrawdown',
  'trades',
  'winRate',
  'profitFactor',
  'costsPaid',
] as const;
export type ClaimedFigure = (typeof claimedFigures)[number];

/** What a link says of itself, readable before anything is recomputed. */
export interface LinkClaim {
  readonly title: string;
  readonly dataName: string;
  readonly dataFingerprint: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly bars: number;
  readonly quoteCurrency: string;
  readonly semanticsVersion: number;
  readonly engineVersion: string;
  readonly runId: string;
  readonly ledgerHash: string;
  readonly equityHash: string;
  /** 64 points, fractions of the starting capital. */
  readonly equity: readonly number[];
  readonly figures: Readonly<Record<ClaimedFigure, number | null>>;
  readonly trials: number;
  readonly config: RunConfig;
  /** The file to drop where the data is private. */
  readonly fileName: string | null;
  readonly data: DataRef;
  /** The benchmark's bars, null where the run needs none. */
  readonly benchmark: ClaimedBars | null;
  /** The funding rates, null where the run needs none. */
  readonly funding: ClaimedRates | null;
}

/** Bars that a link names. */
export interface ClaimedBars {
  readonly name: string;
  readonly fingerprint: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly bars: number;
  /** Where they come from; for a file its raw SHA-256 and the recipe that imports it. */
  readonly source: BarsSource;
  readonly data: DataRef;
  /** The file to drop where the data is private. */
  readonly fileName: string | null;
}

/** Rates that a link names; they are always the sender's own. */
export interface ClaimedRates {
  readonly name: string;
  readonly fingerprint: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly rates: number;
}

/** What a run may be made from. */
export type DataRole = 'bars' | 'benchmark' | 'funding';

/** A link as it was read: the claim, and what is needed to check it. Nothing in it is proven. */
export interface Link extends LinkClaim {
  /** Where the data come from; for a file its raw SHA-256 and the recipe that imports it. */
  readonly source: BarsSource;
  /** The model the strategy acts on, null where it needs none. */
  readonly model: NamedArtefact | null;
  readonly sketch: EquitySketch;
  /** See ledger-checkpoints.ts. */
  readonly checkpoints: readonly string[];
}

/** How the claimed data are named here. */
export function dataRefOf(source: BarsSource, fingerprint: string): DataRef {
  switch (source.kind) {
    case 'sample':
      return { kind: 'sample', id: source.id };
    case 'synthetic':
      return { kind: 'synthetic', config: source.config, asset: source.asset };
    case 'file':
    case 'exchange':
      return { kind: 'stored', fingerprint };
  }
}
