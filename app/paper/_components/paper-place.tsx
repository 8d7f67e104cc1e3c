'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useEffect, useMemo } from 'react';
import { formatCount, formatHash } from '../../../lib/analytics/views/format';
import type { PaperSnapshot } from '../../../workers/paper.api';
import place from '../../_components/place.module.css';
import { ProblemLine } from '../../_components/problem-line';
import { StatusLine } from '../../_components/shell/status-line';
import { type Command, settle, useCommands } from '../../_hooks/use-shell';
import { askForNew, leavePaper, openPaper } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import { AccountTables } from './account-tables';
import { EventList } from './event-list';
import { HealthList } from './health-list';
import { NewSession } from './new-session';
import { PaperBar } from './paper-bar';
import { PaperFigures } from './paper-figures';
import classes from './paper-place.module.css';
import { RiskGauges } from './risk-gauges';
import { SessionControls } from './session-controls';
import { SessionList } from './session-list';

const PaperChart = dynamic(() => import('./paper-chart'), { ssr: false });
const EquityChart = dynamic(() => import('../../_components/charts/equity-chart'), { ssr: false });

/** A strategy on prices as they come, with paper money. */
export function PaperPlace() {
  const snapshot = usePaper((s) => s.snapshot);
  const isNew = usePaper((s) => s.isNew);
  const listings = usePaper((s) => s.listings);
  useEffect(() => {
    void openPaper().then(settle);
    return leavePaper;
  }, []);
  const commands = useMemo<readonly Command[]>(
    () => [{ id: 'paper-new', group: 'Paper', label: 'New paper session', run: askForNew }],
    [],
  );
  useCommands('paper', commands);
  return (
    <div className={place.place}>
      <div className={classes.columns} data-alone={snapshot === null || isNew || undefined}>
        <aside className={classes.side} aria-label="Sessions and health">
          <SessionList />
          {snapshot !== null && <HealthList snapshot={snapshot} />}
          <p className={classes.promise}>
            Paper only: no keys, no real orders. Prices come through this site. Sessions run while a
            tab of this site is open; after that they catch up, and say so.
          </p>
        </aside>
        <div className={classes.main}>
          <Problem />
          {isNew ? (
            <NewSession />
          ) : snapshot !== null ? (
            <Session snapshot={snapshot} />
          ) : listings?.length === 0 ? (
            <FirstState />
          ) : (
            <p className={place.none}>Reading the session …</p>
          )}
        </div>
        {snapshot !== null && !isNew && (
          <aside className={classes.right} aria-label="Events and controls">
            <EventList snapshot={snapshot} />
            <RiskGauges snapshot={snapshot} />
            <SessionControls snapshot={snapshot} />
          </aside>
        )}
      </div>
      <Status snapshot={snapshot} />
    </div>
  );
}

function Session({ snapshot }: { snapshot: PaperSnapshot }) {
  const { chart } = snapshot;
  return (
    <>
      <PaperBar snapshot={snapshot} />
      <PaperFigures snapshot={snapshot} />
      <PaperChart snapshot={snapshot} />
      <div className={classes.equity}>
        <EquityChart
          time={chart.time}
          equity={chart.equity}
          benchmark={null}
          currency={snapshot.quoteCurrency}
          logScale={false}
          height={132}
          label="Paper account"
        />
      </div>
      <AccountTables snapshot={snapshot} />
    </>
  );
}

function Problem() {
  const error = usePaper((s) => s.error);
  const problem = usePaper((s) => s.snapshot?.problem ?? null);
  const state = usePaper((s) => s.snapshot?.state);
  if (error !== null || problem === null || state === 'failed') {
    return <ProblemLine problem={error ?? problem} />;
  }
  return <ProblemLine tone="care" problem={`${problem} No decisions until the line is back.`} />;
}

function FirstState() {
  return (
    <div className={classes.first}>
      <h2>Let a strategy meet prices it has never seen</h2>
      <p>
        Your setup runs on bars as they close, with paper money and the same rules as a backtest.
        Everything is written down before an order counts, so a reload or a lost line loses nothing,
        and the whole session can be replayed and shared as a backtest.
      </p>
      <Button variant="filled" onClick={askForNew}>
        Start on the replay exchange
      </Button>
    </div>
  );
}

function Status({ snapshot }: { snapshot: PaperSnapshot | null }) {
  const parity = usePaper((s) => (snapshot === null ? undefined : s.parity[snapshot.id]));
  return (
    <StatusLine end={<span>Paper money, no real orders</span>}>
      {snapshot !== null && (
        <>
          <span>{formatCount(snapshot.feed.liveBars + snapshot.feed.backFilledBars)} bars</span>
          <span>{formatCount(snapshot.events)} events in the log</span>
        </>
      )}
      {parity !== undefined && parity !== 'checking' && (
        <span>ledger {formatHash(parity.ledgerHash)}</span>
      )}
      <span>One session for backtest and paper</span>
    </StatusLine>
  );
}
