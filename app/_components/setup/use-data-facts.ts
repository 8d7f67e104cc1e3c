import type { AssetClass } from '../../../lib/market/bars';
import { refOf, useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import { keyOf } from './data-options';

/** What the panel knows of the data that are set; from the library and the last run on them. */
export interface DataFacts {
  readonly name: string;
  readonly symbol: string;
  /** null where only the library knows of the data. */
  readonly assetClass: AssetClass | null;
  readonly timeZone: string;
  readonly intervalMs: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly quoteCurrency: string;
  /** Start of each bar, UTC epoch ms; null before the first run on these data. */
  readonly times: Float64Array | null;
  /** The data may go on after `lastTime`: the run ended at its period's end, and the library doesn't know them. */
  readonly mayGoOn: boolean;
}

/** null while neither a run nor the library says anything of the data. */
export function useDataFacts(): DataFacts | null {
  const current = useLab((s) => keyOf(s.setup.data));
  // Parts that stay the same objects from run to run on the same data: what uses them is not drawn again.
  const data = useLab((s) => s.result?.data);
  const times = useLab((s) => s.result?.curves.time ?? null);
  // A run reads its data up to the end of its period only.
  const isWhole = useLab((s) => s.result?.config.period.to === null);
  const resultData = useLab((s) => s.resultSetup?.data);
  const { sets } = useDataSets();
  const info = sets?.find((set) => keyOf(refOf(set)) === current);
  if (data === undefined || resultData === undefined || keyOf(resultData) !== current) {
    return info === undefined ? null : { ...info, assetClass: null, times: null, mayGoOn: false };
  }
  return {
    ...data,
    lastTime: info?.lastTime ?? data.lastTime,
    times,
    mayGoOn: !isWhole && info === undefined,
  };
}
