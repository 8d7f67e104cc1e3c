import type { DataRef } from '../../../workers/backtest.client';
import type { DataSetInfo } from '../../../workers/data.client';

/** How the lab names this data set: samples are fetched again, all else is read from this device. */
export function dataRefOf(set: DataSetInfo): DataRef {
  return set.source.kind === 'sample'
    ? { kind: 'sample', id: set.source.id }
    : { kind: 'stored', fingerprint: set.fingerprint };
}
