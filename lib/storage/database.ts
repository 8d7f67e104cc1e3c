import Dexie, { type EntityTable, type Table, type Transaction } from 'dexie';
import * as z from 'zod/mini';
import { runConfigSchema } from '../backtest/run-config.schema';
import type { DownloadPage, DownloadRecord } from '../market/exchange/download-store';
import type { TrainingRecord } from '../models/training/training-store';
import type { ColumnName, DataSetRecord, DroppedRow } from './data-set';
import type { ModelRecord } from './model-record';
import type { PaperLogEntry, PaperSessionRecord } from './paper-record';
import type { RateSeriesRecord } from './rate-record';
import type { RunRecord, TrialRecord } from './run-record';

/** Columns are cut so that no record is larger than this. */
export const maxPartBytes = 32 * 1024 * 1024;

/** A stretch of one column, host byte order (little-endian on every platform that runs browsers). */
export interface ColumnPart {
  readonly fingerprint: string;
  readonly column: ColumnName;
  readonly part: number;
  readonly buffer: ArrayBuffer;
}

export interface DroppedPart {
  readonly fingerprint: string;
  readonly part: number;
  readonly rows: readonly DroppedRow[];
}

/** The two columns of a rate series, host byte order; thousands of rates, so one record each. */
export interface RateColumns {
  readonly fingerprint: string;
  readonly time: ArrayBuffer;
  readonly rate: ArrayBuffer;
}

/** One state of the schema. A new one is appended with an upgrade of the records; old ones are never edited. */
interface SchemaVersion {
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

const versions: readonly SchemaVersion[] = [
  {
    stores: {
      dataSets: 'fingerprint',
      columns: '[fingerprint+column+part]',
      dropped: '[fingerprint+part]',
      runs: 'runId',
      trials: 'runId, [strategy+dataFingerprint]',
    },
  },
  {
    stores: { rates: 'fingerprint', rateColumns: 'fingerprint' },
    upgrade: fillInConfigs,
  },
  {
    stores: {
      paperSessions: 'id',
      paperEvents: '[session+sequence]',
      downloads: 'id',
      downloadPages: '[download+page]',
      models: 'fingerprint',
      trainings: 'id',
    },
    upgrade: fillInConfigs,
  },
];

/** Runs kept before periods, costs and live records were part of a config get their defaults, so that every reader finds them. */
async function fillInConfigs(transaction: Transaction): Promise<void> {
  await transaction
    .table<RunRecord>('runs')
    .toCollection()
    .modify((run, slot) => {
      const completed = z.safeParse(runConfigSchema, run.config);
      // One that no longer fits is left as it is: opening it says which field is in the way.
      if (completed.success) slot.value = { ...run, config: completed.data };
    });
}

/** Where IndexedDB comes from; tests hand in their own. */
export interface IndexedDbSource {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof globalThis.IDBKeyRange;
}

/** The database of this browser. */
export class LookbackDatabase extends Dexie {
  readonly dataSets!: Table<DataSetRecord, string>;
  readonly columns!: Table<ColumnPart, [string, string, number]>;
  readonly dropped!: Table<DroppedPart, [string, number]>;
  readonly rates!: Table<RateSeriesRecord, string>;
  readonly rateColumns!: Table<RateColumns, string>;
  readonly runs!: EntityTable<RunRecord, 'runId'>;
  readonly trials!: EntityTable<TrialRecord, 'runId'>;
  readonly downloads!: Table<DownloadRecord, string>;
  readonly downloadPages!: Table<DownloadPage, [string, number]>;
  readonly paperSessions!: Table<PaperSessionRecord, string>;
  readonly paperEvents!: Table<PaperLogEntry, [string, number]>;
  readonly models!: Table<ModelRecord, string>;
  readonly trainings!: Table<TrainingRecord, string>;

  constructor(name: string, source?: IndexedDbSource) {
    super(name, source ?? {});
    versions.forEach(({ stores, upgrade }, index) => {
      const version = this.version(index + 1).stores({ ...stores });
      if (upgrade !== undefined) version.upgrade(upgrade);
    });
  }
}
