import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { changeView, type TesterTab, testerTabs, useLabView } from '../../_hooks/lab-view';
import tabs from '../tabs.module.css';
import { MetricsTable } from './metrics-table';
import { exportRun } from './run-actions';
import { RunCard } from './run-card';
import classes from './tester-panel.module.css';

/** A tab's code comes with its first visit. */
const Loading = () => <p className={classes.empty}>Loading …</p>;

const TradesTable = dynamic(() => import('../trades/trades-table').then((m) => m.TradesTable), {
  ssr: false,
  loading: Loading,
});
const ReturnsTab = dynamic(() => import('../analysis/returns-tab').then((m) => m.ReturnsTab), {
  ssr: false,
  loading: Loading,
});
const DrawdownsTab = dynamic(
  () => import('../analysis/drawdowns-tab').then((m) => m.DrawdownsTab),
  {
    ssr: false,
    loading: Loading,
  },
);
const TradeAnalysisTab = dynamic(
  () => import('../analysis/trade-analysis-tab').then((m) => m.TradeAnalysisTab),
  {
    ssr: false,
    loading: Loading,
  },
);
const ExposureTab = dynamic(() => import('../analysis/exposure-tab').then((m) => m.ExposureTab), {
  ssr: false,
  loading: Loading,
});
const ConeTab = dynamic(() => import('../analysis/cone-tab').then((m) => m.ConeTab), {
  ssr: false,
  loading: Loading,
});

const labels: Readonly<Record<TesterTab, string>> = {
  trades: 'Trades',
  metrics: 'Metrics',
  returns: 'Returns',
  drawdowns: 'Drawdowns',
  analysis: 'Trade analysis',
  exposure: 'Exposure and costs',
  cone: 'Cone',
  card: 'Run card',
};

/** The run in tables. A tab's content is made when it is looked at. */
export function TesterPanel({ result }: { result: RunResult }) {
  const tab = useLabView((v) => v.tab);
  const selectedTrade = useLabView((v) => v.selectedTrade);
  const list = useShownTab(tab);
  const content: Readonly<Record<TesterTab, () => ReactNode>> = {
    trades: () =>
      result.emptyReason === null ? (
        <TradesTable
          result={result}
          selectedTrade={selectedTrade}
          onSelectTrade={(number) => changeView({ selectedTrade: number })}
          onExport={() => void exportRun('trades')}
        />
      ) : (
        <p className={classes.empty}>{result.emptyReason}</p>
      ),
    metrics: () => <MetricsTable result={result} />,
    returns: () => <ReturnsTab result={result} />,
    drawdowns: () => <DrawdownsTab result={result} onShow={(range) => changeView({ range })} />,
    analysis: () => <TradeAnalysisTab result={result} />,
    exposure: () => <ExposureTab result={result} />,
    cone: () => <ConeTab result={result} />,
    card: () => <RunCard result={result} />,
  };
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab}
      onChange={(value) => value !== null && changeView({ tab: value as TesterTab })}
      keepMounted={false}
    >
      <Tabs.List ref={list} className={tabs.list ?? ''} aria-label="The run in tables">
        {testerTabs.map((name) => (
          <Tabs.Tab
            key={name}
            value={name}
            className={tabs.tab ?? ''}
            rightSection={
              name === 'trades' ? (
                <span className={tabs.count}>{result.trades.length}</span>
              ) : undefined
            }
          >
            {labels[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {testerTabs.map((name) => (
        <Tabs.Panel key={name} value={name} className={classes.tabPanel ?? ''}>
          {content[name]()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Keeps the chosen tab in sight where the row of tabs is wider than the screen; the page itself stays where it is. */
function useShownTab(tab: TesterTab) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place in the row
  useEffect(() => {
    const row = list.current;
    const chosen = row?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!row || !chosen) return;
    const left = chosen.offsetLeft - row.offsetLeft;
    if (left < row.scrollLeft) row.scrollLeft = left;
    const hidden = left + chosen.offsetWidth - row.clientWidth;
    if (hidden > row.scrollLeft) row.scrollLeft = hidden;
  }, [tab]);
  return list;
}
