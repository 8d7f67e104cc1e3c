'use client';

import { Button, Progress, Skeleton, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { compareRuns, comparisonCsv } from '../../../../lib/analytics/views/compare/compare-runs';
import { saveCsv } from '../../../_components/save-file';
import { compareAddress, mostCompared } from '../../../_hooks/compare-state';
import { openInLab } from '../../../_hooks/lab-actions';
import { settle } from '../../../_hooks/use-shell';
import classes from './compare.module.css';
import { ComparedFigures } from './compared-figures';
import { type ComparedRun, recomputed } from './compared-run';
import { ComparedSettings } from './compared-settings';
import { MonthlyCorrelation } from './monthly-correlation';
import { RunHeads } from './run-heads';
import { type ComparedRuns, useComparedRuns } from './use-compared-runs';

const ComparedCharts = dynamic(() => import('./compared-charts').then((m) => m.ComparedCharts), {
  ssr: false,
  loading: () => <Skeleton height={280} />,
});

/** Two to six kept runs side by side: what differs in their settings first, then what came of it. */
export function ComparePlace() {
  const router = useRouter();
  const query = useSearchParams().get('ids') ?? '';
  const ids = useMemo(
    () => [...new Set(query.split(',').filter((id) => /^[0-9a-f]{8,64}$/.test(id)))],
    [query],
  );
  const compared = useComparedRuns(ids);
  const { runs } = compared;
  useEffect(() => {
    if (runs !== null) settle();
  }, [runs]);
  const done = useMemo(() => recomputed(runs ?? []), [runs]);
  const comparison = useMemo(() => compareRuns(done.map(({ result }) => result)), [done]);
  const change = (next: readonly string[]): void => router.replace(compareAddress(next));
  const open = ({ run }: ComparedRun): void => {
    openInLab(run.data, run.config);
    router.push('/');
  };

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1} className={classes.title}>
            Compare runs
          </Title>
          <Text size="xs" c="dimmed">
            Recomputed here from their configurations. The address holds the runs, not their
            results.
          </Text>
        </div>
        <span className={classes.spring} />
        {(runs?.length ?? 0) > 0 && (runs?.length ?? 0) < mostCompared && (
          <Button component={Link} href={`/runs?chosen=${ids.join(',')}`}>
            Add a run
          </Button>
        )}
        {done.length > 1 && (
          <Button
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            onClick={() =>
              saveCsv(comparisonCsv(done.map(({ result }) => result)), 'compared-runs.csv')
            }
          >
            Figures, CSV
          </Button>
        )}
      </header>
      <State compared={compared} asked={ids.length} />
      {runs !== null && runs.length > 1 && (
        <>
          <Notes
            notes={[
              ...comparison.notes,
              ...runs.flatMap(({ letter, problem }) =>
                problem === null ? [] : [`${letter}: ${problem}`],
              ),
            ]}
          />
          <RunHeads
            runs={runs}
            onRemove={({ run }) =>
              change(runs.flatMap((other) => (other.run === run ? [] : [other.run.runId])))
            }
            onOpen={open}
          />
          <ComparedSettings runs={runs} comparison={comparison} />
          {done.length > 0 && <ComparedCharts runs={runs} curves={comparison.curves} />}
          <ComparedFigures runs={runs} comparison={comparison} />
          {done.length > 1 && <MonthlyCorrelation runs={runs} />}
        </>
      )}
    </div>
  );
}

/** What stands in the way of a comparison, or how far it is. */
function State({ compared, asked }: { compared: ComparedRuns; asked: number }) {
  const { runs, unknown, running, cancelled, problem } = compared;
  const slow = useSlow(running !== null);
  if (problem !== null) {
    return (
      <Text role="alert" className={classes.problem}>
        {problem}
      </Text>
    );
  }
  if (runs === null) return <Skeleton height={120} />;
  return (
    <>
      {unknown > 0 && (
        <Text role="alert" className={classes.problem}>
          {unknown === 1 ? 'One run of the address is' : `${unknown} runs of the address are`} not
          kept on this device. A link copied from the run itself opens it anywhere.
        </Text>
      )}
      {runs.length < 2 && (
        <div className={classes.empty}>
          <Text fw={600}>
            {runs.length === 1 ? `Only ${runs[0]!.run.name} is chosen` : 'No runs are chosen'}
          </Text>
          <Text size="sm" c="dimmed">
            Choose 2 to {mostCompared} runs and they are shown here side by side: settings, figures,
            equity and drawdowns.
          </Text>
          <Button
            variant="filled"
            component={Link}
            href={asked === 0 ? '/runs' : `/runs?chosen=${runs.map(({ run }) => run.runId)}`}
          >
            Choose runs
          </Button>
        </div>
      )}
      {running !== null && slow && (
        <div role="status" className={classes.running}>
          <Progress
            w={180}
            size={6}
            value={((running.done + running.share) / running.total) * 100}
            aria-label="Runs recomputed"
          />
          <span>
            Recomputing {running.done + 1} of {running.total}: {running.name}
          </span>
          <Button size="compact-sm" onClick={compared.cancel}>
            Cancel
          </Button>
        </div>
      )}
      {cancelled && (
        <div className={classes.running}>
          Cancelled: some runs are not recomputed.
          <Button size="compact-sm" onClick={compared.goOn}>
            Go on
          </Button>
        </div>
      )}
    </>
  );
}

function useSlow(running: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!running) return;
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => clearTimeout(timer);
  }, [running]);
  return slow;
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label="Read with care">
      {notes.map((note) => (
        <li key={note}>
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" />
          {note}
        </li>
      ))}
    </ul>
  );
}
