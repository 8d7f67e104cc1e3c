import dynamic from 'next/dynamic';
import { useCallback } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { backtest } from '../../../workers/backtest.client';
import { type LabSetup, labStore } from '../../_hooks/lab-store';
import { changeView, useLabView } from '../../_hooks/lab-view';
import { useLab } from '../../_hooks/use-lab';

const ChartPanel = dynamic(() => import('../charts/chart-panel'), { ssr: false });

/** The run in tables; its code is loaded once there is a run. */
export const Tester = dynamic(() => import('./tester-panel').then((m) => m.TesterPanel), {
  ssr: false,
});

/** True while the figures belong to an older setup. */
export function useDimmed(): boolean {
  return useLab(
    (s) => s.result !== null && s.status !== 'idle' && s.elapsedMs !== null && s.elapsedMs > 150,
  );
}

/** The charts of a finished run; their code is loaded once there is something to draw. */
export function Charts({ result, dimmed }: { result: RunResult; dimmed: boolean }) {
  const setup = useLab((s) => s.resultSetup);
  const range = useLabView((v) => v.range);
  const selectedTrade = useLabView((v) => v.selectedTrade);
  const logScale = useLabView((v) => v.logScale);
  const loadCandles = useCandleLoader(setup);
  return (
    <ChartPanel
      result={result}
      loadCandles={loadCandles}
      range={range}
      onRangeChange={(next) => changeView({ range: next })}
      selectedTrade={selectedTrade}
      onSelectTrade={(number) => changeView({ selectedTrade: number })}
      dimmed={dimmed}
      logScale={logScale}
      onLogScaleChange={(log) => changeView({ logScale: log })}
    />
  );
}

function useCandleLoader(setup: LabSetup | null) {
  const data = setup?.data;
  return useCallback(
    (from: number, to: number, maxPoints: number) =>
      backtest.candles(data ?? labStore.get().setup.data, from, to, maxPoints),
    [data],
  );
}
