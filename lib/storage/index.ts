export type { DataRef } from '../market/data-ref.schema';
export { DataLoader, type DataSources, type LoadedData } from './data-loader';
export type {
  DataSetInfo,
  DataSetQuality,
  DataSetRecord,
  DroppedRow,
  NewDataSet,
} from './data-set';
export { describeDataSet } from './data-set';
export type { IndexedDbSource } from './database';
export { createMemoryStore } from './memory-store';
export type { ModelRecord, NewModel } from './model-record';
export { modelOf } from './model-record';
export { type OpenedStore, openStore } from './open-store';
export type { PaperRepository, PaperSessionRecord } from './paper-record';
export type { NewRateSeries, RateSeriesInfo, RateSeriesRecord } from './rate-record';
export { describeRates } from './rate-record';
export type { NewRun, RunFigures, RunRecord, StoredRun, TrialRecord } from './run-record';
export {
  asStorageError,
  missingDataSet,
  missingModel,
  missingPaperSession,
  missingRates,
  missingRun,
  StorageError,
  type StorageReason,
} from './storage-error';
export type {
  DataSetRepository,
  LookbackStore,
  ModelRepository,
  RateRepository,
  RunRepository,
  TrialRepository,
} from './store';
