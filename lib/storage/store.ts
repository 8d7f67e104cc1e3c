import type { Bars } from '../market/bars';
import type { DownloadStore } from '../market/exchange/download-store';
import type { RateSeries } from '../market/rate-series';
import type { NamedArtefact } from '../models/model-artefact';
import type { TrainingStore } from '../models/training/training-store';
import type { DataSetRecord, DroppedRow, NewDataSet } from './data-set';
import type { ModelRecord, NewModel } from './model-record';
import type { PaperRepository } from './paper-record';
import type { NewRateSeries, RateSeriesRecord } from './rate-record';
import type { RemovableRepository } from './removable-records';
import type { NewRun, RunRecord, TrialRecord } from './run-record';

/** Data sets by fingerprint. Unknown or removed ones reject with a `StorageError` of reason `missing`. */
export interface DataSetRepository extends RemovableRepository<DataSetRecord> {
  /** All or nothing. The same bars again replace what was known of them. */
  save(set: NewDataSet, savedAt: number): Promise<DataSetRecord>;
  /** @throws `StorageError` of reason `evicted` when columns are missing */
  loadBars(fingerprint: string): Promise<Bars>;
  droppedRows(fingerprint: string): Promise<readonly DroppedRow[]>;
}

/** Rate series by fingerprint. Unknown or removed ones reject with a `StorageError` of reason `missing`. */
export interface RateRepository extends RemovableRepository<RateSeriesRecord> {
  /** All or nothing. The same rates again replace what was known of them. */
  save(made: NewRateSeries, savedAt: number): Promise<RateSeriesRecord>;
  /** The series under its present name. @throws `StorageError` of reason `evicted` when columns are missing */
  load(fingerprint: string): Promise<RateSeries>;
}

/** Models by the hash of their artefact. Unknown or removed ones reject with a `StorageError` of reason `missing`. */
export interface ModelRepository extends RemovableRepository<ModelRecord> {
  /** The same model again is back where it was removed, and keeps what is known of it unless the new one says more. */
  save(made: NewModel, savedAt: number): Promise<ModelRecord>;
  load(hash: string): Promise<NamedArtefact>;
}

/** Runs by runId. */
export interface RunRepository {
  /** Those in use, latest first. */
  list(): Promise<readonly RunRecord[]>;
  find(runId: string): Promise<RunRecord | null>;
  /** A run kept before keeps its name; one that was removed is back. */
  save(run: NewRun): Promise<RunRecord>;
  rename(runId: string, name: string): Promise<void>;
  remove(runId: string, at: number): Promise<void>;
  restore(runId: string): Promise<void>;
  purge(before: number): Promise<readonly string[]>;
  /** Number of runs in use for each data fingerprint. */
  countByData(): Promise<ReadonlyMap<string, number>>;
}

/** Distinct configs tried; deleting a run or its data does not untry them. */
export interface TrialRepository {
  record(trial: TrialRecord): Promise<void>;
  /** Many at once, all or nothing: the cells of a sweep. */
  recordAll(trials: readonly TrialRecord[]): Promise<void>;
  /** In order of runId. */
  of(strategy: string, dataFingerprint: string): Promise<readonly TrialRecord[]>;
}

/** All that this browser keeps. */
export interface LookbackStore {
  /** False: in memory, gone with the page. */
  readonly kept: boolean;
  readonly dataSets: DataSetRepository;
  readonly rates: RateRepository;
  readonly models: ModelRepository;
  readonly runs: RunRepository;
  readonly trials: TrialRepository;
  readonly paper: PaperRepository;
  /** Downloads that are not whole yet. */
  readonly downloads: DownloadStore;
  readonly trainings: TrainingStore;
  close(): void;
}
