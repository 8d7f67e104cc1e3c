'use client';

import { Button, Title, Tooltip } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { formatCount, formatDuration } from '../../../lib/analytics/views/format';
import { cellConfig, prepareSweep } from '../../../workers/sweep.client';
import place from '../../_components/place.module.css';
import { ProblemLine } from '../../_components/problem-line';
import { StatusLine } from '../../_components/shell/status-line';
import bar from '../../_components/title-bar.module.css';
import { refreshDataSets } from '../../_hooks/use-data-sets';
import { useKeys } from '../../_hooks/use-keys';
import { beginLab, openInLab } from '../../_hooks/use-lab';
import { useIsPhone } from '../../_hooks/use-media';
import { type Command, useCommands } from '../../_hooks/use-shell';
import { isSameSetup } from '../_hooks/same-setup';
import { cancelSweep, type SweepRun, sweepStore, useSweep } from '../_hooks/sweep-store';
import { BestCells } from './best-cells';
import { compareCell } from './compare-cell';
import classes from './optimise-place.module.css';
import { runExample, runSearch } from './run-search';
import { SearchPanel } from './search-panel';
import { SweepChart } from './sweep-chart';
import { type Search, useSearch } from './use-search';
import { VerdictPanel } from './verdict-panel';

const prepareAfterMs = 500;

/** One or two settings over ranges, and what the best of so many tries is worth. */
export function OptimisePlace() {
  const router = useRouter();
  const search = useSearch();
  const error = useSweep((s) => s.error);
  // The button answers first; the map and what stands beside it are made in the turns after.
  const run = useDeferredValue(useSweep((s) => s.run));
  useEffect(() => {
    beginLab();
    void refreshDataSets();
    // Once the page is drawn: the first search then finds its threads started.
    const timer = setTimeout(prepareSweep, prepareAfterMs);
    return () => clearTimeout(timer);
  }, []);

  const open = useCallback(
    (cell: number): void => {
      const shown = sweepStore.get().run;
      if (shown?.cells.stateOf(cell) !== 'ran') return;
      openInLab(shown.spec.data, cellConfig(shown.spec, cell));
      router.push('/');
    },
    [router],
  );
  const compare = useCallback(
    (cell: number): void => {
      const shown = sweepStore.get().run;
      if (shown !== null) void compareCell(shown, cell, (address) => router.push(address));
    },
    [router],
  );
  useKeys({ 'mod+Enter': () => runSearch(search), Escape: cancelSweep });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'sweep',
        group: 'Run',
        label: 'Run the search',
        keys: 'Ctrl ↵',
        run: () => runSearch(search),
      },
      { id: 'sweep-example', group: 'Run', label: 'Run the example search', run: runExample },
    ],
    [search],
  );
  useCommands('optimise', commands);

  return (
    <div className={`${place.place} ${classes.frame}`}>
      <div className={classes.columns}>
        <SearchPanel search={search} />
        <div className={classes.main}>
          <TitleBar run={run} search={search} />
          <ProblemLine problem={error} />
          {run === null ? <FirstState /> : <Result run={run} onOpen={open} onCompare={compare} />}
        </div>
      </div>
      <Status />
    </div>
  );
}

const Result = memo(function Result({
  run,
  onOpen,
  onCompare,
}: {
  run: SweepRun;
  onOpen: (cell: number) => void;
  onCompare: (cell: number) => void;
}) {
  const phone = useIsPhone();
  const top = useRef<HTMLDivElement>(null);
  // On a phone the result lies below the fields.
  useEffect(() => {
    const isNew = sweepStore.get().status === 'running' && run.order.length === 0;
    if (phone && isNew) top.current?.scrollIntoView({ block: 'start' });
  }, [phone, run]);
  return (
    <div ref={top} className={classes.result}>
      <div className={classes.cellsColumn}>
        <SweepChart key={run.title + run.total} run={run} onOpen={onOpen} onCompare={onCompare} />
        <BestCells run={run} onOpen={onOpen} />
      </div>
      <VerdictPanel run={run} onOpen={onOpen} />
    </div>
  );
});

const statusWords = {
  none: null,
  running: 'Running',
  paused: 'Paused',
  done: null,
  cancelled: 'Stopped',
  error: null,
} as const;

function TitleBar({ run, search }: { run: SweepRun | null; search: Search }) {
  const status = useSweep((s) => s.status);
  const arrived = useSweep((s) => s.arrived);
  const word = statusWords[status];
  const isOther = useMemo(
    () => run !== null && !isSameSetup(run.setup, search.setup, run.spec.axes),
    [run, search.setup],
  );
  return (
    <div className={bar.bar}>
      <Title order={1} className={bar.title ?? ''}>
        {run?.title ?? 'Optimise'}
      </Title>
      {run !== null && (
        <span className={bar.sub}>
          {run.settings
            .map(({ label }) => label)
            .reverse()
            .join(' × ')}
          {status === 'cancelled' && `, ${Math.floor((100 * arrived) / run.total)}% done`}
        </span>
      )}
      {word !== null && (
        <span className={classes.badge} data-kind={status}>
          {word}
        </span>
      )}
      {isOther && (
        <Tooltip label="These cells were run with other settings or data than those set now.">
          <span className="dashed-badge">Of another setup</span>
        </Tooltip>
      )}
    </div>
  );
}

function FirstState() {
  return (
    <div className={classes.first}>
      <h2>Try one or two settings at many values</h2>
      <p>
        Every combination is run on your data, and the map shows where a strategy works and whether
        it is a plateau or a lucky point. The number of tries counts against the best of them.
      </p>
      <Button variant="filled" onClick={runExample}>
        Try it: SMA fast × slow on the S&amp;P 500
      </Button>
    </div>
  );
}

function Status() {
  const workers = useSweep((s) => s.workers);
  const arrived = useSweep((s) => s.arrived);
  const elapsed = useSweep((s) => s.outcome?.elapsedMs ?? null);
  return (
    <StatusLine end={<span>The result stays while this tab is open</span>}>
      {workers > 0 && <span>{workers === 1 ? '1 worker' : `${workers} workers`}</span>}
      {elapsed !== null && arrived > 0 && (
        <>
          <span>
            {formatCount(arrived)} cells in {formatDuration(elapsed)}
          </span>
          <span>{formatCount((1000 * arrived) / Math.max(1, elapsed))} runs a second</span>
        </>
      )}
      <span>Same seed, same figures, any number of workers</span>
    </StatusLine>
  );
}
