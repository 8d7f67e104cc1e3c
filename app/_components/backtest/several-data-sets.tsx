'use client';

import { Button, Checkbox, Group, Modal, Progress, Text } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { backtest, isCancelled } from '../../../workers/backtest.client';
import type { DataSetInfo } from '../../../workers/data.client';
import {
  compareAddress,
  compareState,
  mostCompared,
  useCompareState,
} from '../../_hooks/compare-state';
import { labStore } from '../../_hooks/lab-store';
import { refOf, refreshDataSets, useDataSets } from '../../_hooks/use-data-sets';
import { describeError } from '../describe-error';
import classes from './several-data-sets.module.css';

interface Running {
  readonly done: number;
  readonly total: number;
  readonly name: string;
  /** Of the run under way, 0 to 1. */
  readonly share: number;
}

/** Runs the config on screen on data sets of the library, one after the other, and opens them side by side. */
export default function SeveralDataSets() {
  const router = useRouter();
  const opened = useCompareState((s) => s.dataSetsOpen);
  const { sets, error } = useDataSets();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [running, setRunning] = useState<Running | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [made, setMade] = useState<readonly string[]>([]);
  const job = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!opened) return;
    void refreshDataSets();
    setChosen([labStore.get().result?.data.fingerprint ?? '']);
    setProblems([]);
    setMade([]);
  }, [opened]);

  const close = (): void => {
    job.current?.abort();
    compareState.set({ dataSetsOpen: false });
  };
  const show = (runIds: readonly string[]): void => {
    compareState.set({ dataSetsOpen: false });
    router.push(compareAddress(runIds));
  };
  const picked = (sets ?? []).filter(({ fingerprint }) => chosen.includes(fingerprint));

  const start = async (): Promise<void> => {
    const setup = labStore.get().resultSetup;
    if (setup === null) return;
    const mine = new AbortController();
    job.current = mine;
    const runIds: string[] = [];
    const failed: string[] = [];
    setProblems([]);
    for (const [done, info] of picked.entries()) {
      const say = (share: number): void =>
        setRunning({ done, total: picked.length, name: info.name, share });
      say(0);
      try {
        const { result } = await backtest.run(refOf(info), setup.config, {
          signal: mine.signal,
          onProgress: ({ done: part, total }) => say(total > 0 ? part / total : 0),
        });
        runIds.push(result.identity.runId);
      } catch (cause) {
        if (isCancelled(cause)) break;
        failed.push(`${info.name}: ${describeError(cause)}`);
      }
    }
    job.current = null;
    setRunning(null);
    if (mine.signal.aborted) {
      setMade(runIds);
      return;
    }
    setMade(runIds);
    setProblems(failed);
    if (failed.length === 0 && runIds.length > 1) show(runIds);
  };

  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Run on several data sets"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" c="dimmed">
        The strategy and settings on screen are run on each of these, in this order. Choose 2 to{' '}
        {mostCompared}.
      </Text>
      {error !== null && (
        <p role="alert" className={classes.problem}>
          {error}
        </p>
      )}
      <DataSetList
        sets={sets}
        chosen={chosen}
        disabled={running !== null}
        onChange={(next) => {
          setChosen(next);
          setMade([]);
        }}
      />
      {problems.length > 0 && (
        <ul role="alert" className={classes.problems}>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {running !== null && (
        <div role="status" className={classes.running}>
          <Progress
            size={6}
            value={((running.done + running.share) / running.total) * 100}
            aria-label="Runs done"
          />
          <span>
            {running.done + 1} of {running.total}: {running.name}
          </span>
        </div>
      )}
      <Group justify="flex-end" mt="md" gap="sm">
        {running === null ? (
          <>
            {made.length > 1 && (
              <Button onClick={() => show(made)}>Compare the {made.length} done</Button>
            )}
            {sets !== null && sets.length < 2 ? (
              <Button variant="filled" component={Link} href="/data">
                Open Data
              </Button>
            ) : (
              <Button
                variant="filled"
                disabled={picked.length < 2 || picked.length > mostCompared}
                onClick={() => void start()}
              >
                Run on {formatCount(picked.length)} {picked.length === 1 ? 'data set' : 'data sets'}
              </Button>
            )}
          </>
        ) : (
          <Button onClick={() => job.current?.abort()}>Cancel</Button>
        )}
      </Group>
    </Modal>
  );
}

function DataSetList(props: {
  readonly sets: readonly DataSetInfo[] | null;
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  onChange(chosen: readonly string[]): void;
}) {
  const { sets, chosen, disabled, onChange } = props;
  if (sets === null) return <p className={classes.none}>Reading the library …</p>;
  if (sets.length < 2) {
    return (
      <p className={classes.none}>
        The library has {sets.length === 1 ? 'one data set' : 'no data sets'}. Import a file, or
        make a synthetic market under Data, to have another one to run on.
      </p>
    );
  }
  return (
    <ul className={classes.list}>
      {sets.map((set) => (
        <li key={set.fingerprint}>
          <Checkbox
            size="sm"
            checked={chosen.includes(set.fingerprint)}
            disabled={
              disabled || (!chosen.includes(set.fingerprint) && chosen.length >= mostCompared)
            }
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...chosen, set.fingerprint]
                  : chosen.filter((fingerprint) => fingerprint !== set.fingerprint),
              )
            }
            label={
              <>
                <b>{set.name}</b>{' '}
                <span className={classes.about}>
                  {intervalLabel(set.intervalMs)} · {formatCount(set.bars)} bars ·{' '}
                  {formatDate(set.firstTime, set.timeZone, set.intervalMs)} to{' '}
                  {formatDate(set.lastTime, set.timeZone, set.intervalMs)}
                </span>
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}
