import { Splitter } from '@mantine/core';
import type { SplitterPaneSize, UseSplitterReturnValue } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { beginLab } from '../../_hooks/lab-actions';
import { changeView, chartTabs, readViewFromUrl, useLabView } from '../../_hooks/lab-view';
import { useLab } from '../../_hooks/use-lab';
import { useIsPhone } from '../../_hooks/use-media';
import { useSettleAfterPaint } from '../../_hooks/use-settle-after-paint';
import { useShell } from '../../_hooks/use-shell';
import { FirstSteps } from './first-steps';
import classes from './lab.module.css';
import { LabStatusLine } from './lab-status-line';
import { PhoneLab } from './phone-lab';
import { Charts, Figures, Tester } from './result-parts';
import { RunBar } from './run-bar';
import { RunError } from './run-error';
import { RunProgress } from './run-progress';
import { SeveralDataSetsWhenAsked } from './several-when-asked';
import { useLabKeys } from './use-lab-keys';

// Figures first: the controls are loaded once there is a run to change.
const SetupPanel = dynamic(() => import('../setup/setup-panel').then((m) => m.SetupPanel), {
  ssr: false,
});

/** Setup, figures, charts and tables of one run. `ready` once the address was read: then the first run starts. */
export function Lab({ ready }: { ready: boolean }) {
  const phone = useIsPhone();
  useEffect(() => {
    if (!ready) return;
    readViewFromUrl();
    beginLab();
  }, [ready]);
  useSettleAfterPaint(useLab((s) => s.result !== null || s.status === 'error'));
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

const tableHeight = '206px';
/** Height of tabs with charts: the header, the strips and the price chart keep at least 510 px above them. */
const chartsHeight = (windowPx: number): `${number}px` =>
  `${Math.max(260, Math.round(Math.min(windowPx - 510, windowPx / 2)))}px`;

/** The tables' height, and the taller one of tabs with charts; each is kept as the person last left it. */
function useTesterHeight(splitter: RefObject<UseSplitterReturnValue | null>) {
  const charts = useLabView((v) => chartTabs.has(v.tab));
  const folded = useLabView((v) => v.testerFolded);
  const heights = useRef<{ rows: SplitterPaneSize; charts: SplitterPaneSize | null }>({
    rows: tableHeight,
    charts: null,
  });
  useEffect(() => {
    if (folded) return;
    heights.current.charts ??= chartsHeight(window.innerHeight);
    const height = charts ? heights.current.charts : heights.current.rows;
    splitter.current?.setSizes([100, height]);
  }, [charts, folded, splitter]);
  return useCallback(
    (_handle: number, sizes: SplitterPaneSize[]) => {
      const height = sizes[1];
      if (height !== undefined) heights.current[charts ? 'charts' : 'rows'] = height;
    },
    [charts],
  );
}

function DesktopLab() {
  const begun = useShell((s) => s.settled);
  const setup = useFolding(0, 'setupFolded');
  const tester = useFolding(1, 'testerFolded');
  const keepHeight = useTesterHeight(tester.splitter);
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
          {begun && <SetupPanel />}
        </Splitter.Pane>
        <Splitter.Pane defaultSize={100} min="480px" className={classes.mainPane ?? ''}>
          <RunBar setupFolded={setupFolded} onUnfold={setup.toggle} phone={false} />
          <FirstSteps />
          <RunError />
          <Figures />
          <Splitter
            className={classes.upright ?? ''}
            orientation="vertical"
            lineSize={1}
            withHandle={false}
            step="16px"
            shiftStep="64px"
            splitterRef={tester.splitter}
            onCollapseChange={tester.onCollapseChange}
            onResizeEnd={keepHeight}
          >
            <Splitter.Pane defaultSize={100} min="180px" className={classes.chartPane ?? ''}>
              <RunProgress />
              {begun && <Charts />}
            </Splitter.Pane>
            <Splitter.Pane
              defaultSize={tableHeight}
              min="100px"
              collapsible
              className={classes.testerPane ?? ''}
            >
              {begun && <Tester />}
            </Splitter.Pane>
          </Splitter>
        </Splitter.Pane>
      </Splitter>
      <LabStatusLine />
      <SeveralDataSetsWhenAsked />
    </div>
  );
}
