import { Splitter } from '@mantine/core';
import type { UseSplitterReturnValue } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { backtest } from '../../../workers/backtest.client';
import { beginLab } from '../../_hooks/lab-actions';
import { type LabSetup, labStore } from '../../_hooks/lab-store';
import { changeView, readViewFromUrl, useLabView } from '../../_hooks/lab-view';
import { useLab } from '../../_hooks/use-lab';
import { useIsPhone } from '../../_hooks/use-media';
import { SetupPanel } from '../setup/setup-panel';
import classes from './backtest.module.css';
import { FirstSteps } from './first-steps';
import { HonestyStrip } from './honesty-strip';
import { KpiStrip } from './kpi-strip';
import { LabStatusLine } from './lab-status-line';
import { PhoneLab } from './phone-lab';
import { RunBar } from './run-bar';
import { RunError } from './run-error';
import { RunProgress } from './run-progress';
import { TesterPanel } from './tester-panel';
import { useLabKeys } from './use-lab-keys';

const ChartPanel = dynamic(() => import('../charts/chart-panel'), { ssr: false });

/** Setup, figures, charts and tables of one run. `ready` once the address was read: then the first run starts. */
export function Lab({ ready }: { ready: boolean }) {
  const phone = useIsPhone();
  useEffect(() => {
    if (!ready) return;
    readViewFromUrl();
    beginLab();
  }, [ready]);
  return phone ? <PhoneLab /> : <DesktopLab />;
}

/** The panel and whether it is folded, kept in step with the splitter. */
function useFolding(pane: number, key: 'setupFolded' | 'testerFolded') {
  const splitter = useRef<UseSplitterReturnValue | null>(null);
  const toggle = useCallback(() => {
    splitter.current?.toggleCollapse(pane);
  }, [pane]);
  const onCollapseChange = useCallback(
    (index: number, collapsed: boolean) => {
      if (index === pane) changeView({ [key]: collapsed });
    },
    [pane, key],
  );
  return { splitter, toggle, onCollapseChange };
}

function DesktopLab() {
  const result = useLab((s) => s.result);
  const dimmed = useDimmed();
  const setup = useFolding(0, 'setupFolded');
  const tester = useFolding(1, 'testerFolded');
  const setupFolded = useLabView((v) => v.setupFolded);
  useLabKeys(setup.toggle, tester.toggle);
  return (
    <div className={classes.place}>
      <Splitter
        className={classes.body ?? ''}
        lineSize={1}
        withHandle={false}
        step="16px"
        shiftStep="64px"
        splitterRef={setup.splitter}
        onCollapseChange={setup.onCollapseChange}
      >
        <Splitter.Pane
          defaultSize="280px"
          min="240px"
          max="460px"
          collapsible
          className={classes.setupPane ?? ''}
        >
          <SetupPanel />
        </Splitter.Pane>
        <Splitter.Pane defaultSize={100} min="480px" className={classes.mainPane ?? ''}>
          <RunBar setupFolded={setupFolded} onUnfold={setup.toggle} phone={false} />
          <FirstSteps />
          <RunError />
          <KpiStrip result={result} dimmed={dimmed} />
          <HonestyStrip notes={result?.honesty ?? []} />
          <Splitter
            className={classes.upright ?? ''}
            orientation="vertical"
            lineSize={1}
            withHandle={false}
            step="16px"
            shiftStep="64px"
            splitterRef={tester.splitter}
            onCollapseChange={tester.onCollapseChange}
          >
            <Splitter.Pane defaultSize={100} min="180px" className={classes.chartPane ?? ''}>
              <RunProgress />
              {result !== null && <Charts result={result} dimmed={dimmed} />}
            </Splitter.Pane>
            <Splitter.Pane
              defaultSize="206px"
              min="100px"
              collapsible
              className={classes.testerPane ?? ''}
            >
              {result !== null && <TesterPanel result={result} dimmed={dimmed} />}
            </Splitter.Pane>
          </Splitter>
        </Splitter.Pane>
      </Splitter>
      <LabStatusLine />
    </div>
  );
}

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
