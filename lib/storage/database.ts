import Dexie, { type EntityTable, type Table, type Transaction } from 'dexie';
import type { ColumnName, DataSetRecord, DroppedRow } from './data-set';
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
];

/** Where IndexedDB comes from; tests hand in their own. */
export interface IndexedDbSource {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof globalThis.IDBKeyRange;
}

/** The database of this browser. */
export class LookbackDatabase extends Dexie {
  readonly dataSets!: EntityTable<DataSetRecord, 'fingerprint'>;
  readonly columns!: Table<ColumnPart, [string, string, number]>;
  readonly dropped!: Table<DroppedPart, [string, number]>;
  readonly runs!: EntityTable<RunRecord, 'runId'>;
  readonly trials!: EntityTable<TrialRecord, 'runId'>;

  constructor(name: string, source?: IndexedDbSource) {
    super(name, source ?? {});
    versions.forEach(({ stores, upgrade }, index) => {
      const version = this.version(index + 1).stores({ ...stores });
      if (upgrade !== undefined) version.upgrade(upgrade);
    });
  }
}
