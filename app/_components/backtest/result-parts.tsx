import dynamic from 'next/dynamic';
import { memo, type ReactNode, useCallback, useDeferredValue } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { backtest } from '../../../workers/backtest.client';
import { type LabSetup, labStore } from '../../_hooks/lab-store';
import { changeView, useLabView } from '../../_hooks/lab-view';
import { useLab } from '../../_hooks/use-lab';
import { HonestyStrip } from './honesty-strip';
import { KpiStrip } from './kpi-strip';
import classes from './result-parts.module.css';

const ChartPanel = dynamic(() => import('../charts/chart-panel'), { ssr: false });

const TesterPanel = dynamic(() => import('./tester-panel').then((m) => m.TesterPanel), {
  ssr: false,
});

/** Pale while what it holds belongs to an older setup; nothing in it is drawn again for that. */
function Paling({ children }: { children: ReactNode }) {
  const dimmed = useLab(
    (s) => s.result !== null && s.status !== 'idle' && s.elapsedMs !== null && s.elapsedMs > 150,
  );
  return (
    <div className={classes.paling} data-dimmed={dimmed || undefined}>
      {children}
    </div>
  );
}

/** The key figures and what to keep in mind beside them: on screen in the same turn as the result is there. */
export function Figures() {
  const result = useLab((s) => s.result);
  return (
    <>
      <Paling>
        <KpiStrip result={result} />
      </Paling>
      <HonestyStrip notes={result?.honesty ?? []} />
    </>
  );
}

/** The charts of a finished run, drawn after its figures; their code is loaded once there is something to draw. */
export function Charts() {
  const result = useDeferredValue(useLab((s) => s.result));
  const setup = useDeferredValue(useLab((s) => s.resultSetup));
  return (
    result && (
      <Paling>
        <ChartsOf result={result} setup={setup} />
      </Paling>
    )
  );
}

/** The run in tables, drawn after its figures; their code is loaded once there is a run. */
export function Tester() {
  const result = useDeferredValue(useLab((s) => s.result));
  return (
    result && (
      <Paling>
        <TesterOf result={result} />
      </Paling>
    )
  );
}

// A deferred value is of use only where the turn before it draws nothing.
const TesterOf = memo(TesterPanel);
const ChartsOf = memo(function ChartsOf({
  result,
  setup,
}: {
  result: RunResult;
  setup: LabSetup | null;
}) {
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
      logScale={logScale}
      onLogScaleChange={(log) => changeView({ logScale: log })}
    />
  );
});

function useCandleLoader(setup: LabSetup | null) {
  const data = setup?.data;
  return useCallback(
    (from: number, to: number, maxPoints: number) =>
      backtest.candles(data ?? labStore.get().setup.data, from, to, maxPoints),
    [data],
  );
}
