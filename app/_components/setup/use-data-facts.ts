import type { AssetClass } from '../../../lib/market/bars';
import { refOf, useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import { keyOf } from './data-options';

/** What the panel knows of the data that are set; from the last run on them, else from the library. */
export interface DataFacts {
  readonly name: string;
  readonly symbol: string;
  /** null where only the library knows of the data. */
  readonly assetClass: AssetClass | null;
  readonly timeZone: string;
  readonly intervalMs: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly bars: number;
  readonly quoteCurrency: string;
  /** Start of each bar, UTC epoch ms; null before the first run on these data. */
  readonly times: Float64Array | null;
}

/** null while neither a run nor the library says anything of the data. */
export function useDataFacts(): DataFacts | null {
  const current = useLab((s) => keyOf(s.setup.data));
  const result = useLab((s) => s.result);
  const resultData = useLab((s) => s.resultSetup?.data);
  const { sets } = useDataSets();
  if (result !== null && resultData !== undefined && keyOf(resultData) === current) {
    return { ...result.data, times: result.curves.time };
  }
  const info = sets?.find((set) => keyOf(refOf(set)) === current);
  return info === undefined ? null : { ...info, assetClass: null, times: null };
}
