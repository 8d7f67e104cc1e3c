import { Button, Kbd, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { remainingTime } from '../../_components/remaining-time';
import form from '../../_components/setup/setup.module.css';
import { useLab } from '../../_hooks/use-lab';
import { cancelSweep, pauseSweep, resumeSweep, useSweep } from '../_hooks/sweep-store';
import { runSearch } from './run-search';
import classes from './sweep-footer.module.css';
import type { Search } from './use-search';

/** How many cells there will be and how long they take; then how far they are, Pause and Cancel. */
export function SweepFooter({ search }: { search: Search }) {
  const status = useSweep((s) => s.status);
  const busy = status === 'running' || status === 'paused';
  return (
    <div className={classes.footer} data-busy={busy || undefined}>
      {busy ? <UnderWay paused={status === 'paused'} /> : <Ready search={search} />}
    </div>
  );
}

function Ready({ search }: { search: Search }) {
  const { cells, spec } = search;
  const estimate = useEstimate(cells);
  return (
    <>
      <div className={classes.count}>
        {spec === null ? (
          <span>Nothing to run yet</span>
        ) : (
          <>
            <b>{cells === 1 ? '1 cell' : `${formatCount(cells)} cells`}</b>
            {estimate !== null && <span>about {roughly(estimate)}</span>}
          </>
        )}
      </div>
      <Button
        fullWidth
        variant="filled"
        disabled={spec === null}
        leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
        onClick={() => runSearch(search)}
      >
        Run the search
        {spec !== null && (
          <Kbd className={`${form.kbdOnAccent} ${classes.keys}`} ml={6}>
            Ctrl ↵
          </Kbd>
        )}
      </Button>
    </>
  );
}

/** What it takes to start workers and read the data, about. */
const startMs = 500;

/** From the pace of the last search where it told one, else from its time or that of the last single run; null where nothing is known. */
function useEstimate(cells: number): number | null {
  const pace = useSweep((s) => s.msPerCell);
  const lastEach = useSweep((s) =>
    s.outcome === null || s.run === null ? null : s.outcome.elapsedMs / s.run.total,
  );
  const runMs = useLab((s) => (s.recentMs.length > 0 ? Math.min(...s.recentMs) : null));
  if (cells === 0) return null;
  if (pace !== null) return startMs + pace * cells;
  // No run was measured on the server, which has no cores to count either.
  if (runMs === null) return lastEach === null ? null : startMs + lastEach * cells;
  const byRun = runMs / Math.min(navigator.hardwareConcurrency || 1, 8);
  return startMs + Math.min(byRun, lastEach ?? byRun) * cells;
}

function UnderWay({ paused }: { paused: boolean }) {
  const arrived = useSweep((s) => s.arrived);
  const total = useSweep((s) => s.run?.total ?? 0);
  const worked = useWorked();
  const share = total === 0 ? 0 : arrived / total;
  const left = remainingTime(worked, share);
  return (
    <>
      <div className={classes.count}>
        <b>{Math.floor(share * 100)}%</b>
        <span>
          {formatCount(arrived)} of {formatCount(total)}
          {paused ? ' · paused' : left !== '' && ` · ${left}`}
        </span>
      </div>
      <Progress value={share * 100} size={6} aria-label="Cells done" />
      <div className={classes.pair}>
        {paused ? (
          <Button
            leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
            onClick={resumeSweep}
          >
            Resume
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPause size={14} aria-hidden="true" />}
            onClick={pauseSweep}
          >
            Pause
          </Button>
        )}
        <Button leftSection={<IconPlayerStop size={14} aria-hidden="true" />} onClick={cancelSweep}>
          Cancel
        </Button>
      </div>
    </>
  );
}

/** `4 s`, `2 min`: as fine as a guess can be. */
const roughly = (ms: number): string =>
  ms < 90_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;

/** Milliseconds at work so far, pauses left out; read twice a second. */
function useWorked(): number {
  const workedMs = useSweep((s) => s.workedMs);
  const resumedAt = useSweep((s) => s.resumedAt);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (resumedAt === null) return;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [resumedAt]);
  return workedMs + (resumedAt === null ? 0 : Math.max(0, now - resumedAt));
}
