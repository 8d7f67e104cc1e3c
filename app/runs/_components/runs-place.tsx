'use client';

import {
  Button,
  Checkbox,
  Skeleton,
  Table,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from '@mantine/core';
import { IconGitCompare, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import {
  formatCount,
  formatDateTime,
  formatHash,
  formatPercent,
  formatRatio,
  formatSignedPercent,
} from '../../../lib/analytics/views/format';
import { backtest, type StoredRun } from '../../../workers/backtest.client';
import { describeError } from '../../_components/describe-error';
import { notify } from '../../_components/shell/notify';
import { compareAddress, mostCompared } from '../../_hooks/compare-state';
import { openInLab } from '../../_hooks/lab-actions';
import { RunName } from './run-name';
import classes from './runs.module.css';

const tone = (value: number | null): string =>
  value === null || value === 0 ? '' : value > 0 ? 'up' : 'down';

/** Every run kept in this browser: open it again, name it, delete it. */
export function RunsPlace() {
  const router = useRouter();
  const [runs, setRuns] = useState<readonly StoredRun[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [query, setQuery] = useState('');
  const asked = useSearchParams().get('chosen') ?? '';
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    asked.split(',').filter((id) => id !== ''),
  );

  /** What was read before stays while a later reading fails. */
  const refresh = useCallback(async () => {
    try {
      setRuns(await backtest.listRuns());
      setError(null);
    } catch (cause) {
      setError(cause);
    }
  }, []);
  useEffect(() => {
    void refresh();
  }, [refresh]);

  const choose = (runId: string, on: boolean): void =>
    setChosen((before) => [...before.filter((id) => id !== runId), ...(on ? [runId] : [])]);
  const compared = chosen.filter((id) => runs?.some(({ runId }) => runId === id));

  const remove = async (run: StoredRun) => {
    await backtest.deleteRun(run.runId);
    await refresh();
    notify({
      title: `Deleted ${run.name}.`,
      message: 'Its data stays.',
      undo: () => void backtest.restoreRun(run.runId).then(refresh),
    });
  };

  const open = async (run: StoredRun) => {
    try {
      const { data, config } = await backtest.openRun(run.runId);
      openInLab(data, config);
      router.push('/');
    } catch (cause) {
      setError(cause);
    }
  };

  const needle = query.trim().toLowerCase();
  const shown = (runs ?? []).filter((r) =>
    `${r.name} ${r.title} ${r.dataName}`.toLowerCase().includes(needle),
  );

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1} className={classes.title}>
            Runs
          </Title>
          <Text size="xs" c="dimmed">
            Kept on this device with their configuration and hashes. Opening one recomputes it.
          </Text>
        </div>
        {runs !== null && runs.length > 1 && (
          <div className={classes.compare}>
            <span className={classes.chosen} aria-live="polite">
              {compared.length === 0
                ? `Choose 2 to ${mostCompared} to compare`
                : `${compared.length} of ${mostCompared} chosen`}
            </span>
            {compared.length > 0 && (
              <Button variant="subtle" onClick={() => setChosen([])}>
                None
              </Button>
            )}
            <Button
              variant={compared.length > 1 ? 'filled' : 'default'}
              disabled={compared.length < 2}
              leftSection={<IconGitCompare size={15} stroke={1.9} aria-hidden="true" />}
              onClick={() => router.push(compareAddress(compared))}
            >
              Compare
            </Button>
          </div>
        )}
        <TextInput
          className={classes.find ?? ''}
          aria-label="Find a run"
          placeholder="Find by name, strategy or data"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </header>
      {error !== null && (
        <Text role="alert" className={classes.problem}>
          {runs === null && 'The runs can’t be read. '}
          {describeError(error)}
        </Text>
      )}
      {runs === null && error !== null ? (
        <div className={classes.empty}>
          <Button onClick={() => void refresh()}>Try again</Button>
        </div>
      ) : runs === null ? (
        <div className={classes.loading}>
          {[0, 1, 2].map((i) => (
            <Skeleton key={i} height={28} />
          ))}
          <Text size="xs" c="dimmed">
            Reading the runs …
          </Text>
        </div>
      ) : shown.length === 0 ? (
        <div className={classes.empty}>
          <Text fw={600}>{runs.length === 0 ? 'No runs yet' : `No run matches “${query}”`}</Text>
          <Text size="sm" c="dimmed">
            {runs.length === 0
              ? 'Every backtest you run is kept here, so that you can come back to it and compare.'
              : 'Try the name of a strategy or of a data set.'}
          </Text>
          {runs.length === 0 && (
            <Button component={Link} href="/" variant="filled">
              Run a backtest
            </Button>
          )}
        </div>
      ) : (
        <div className={classes.card}>
          <Table className={classes.table} aria-label="Runs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th className={classes.pick}>
                  <VisuallyHidden>Compare</VisuallyHidden>
                </Table.Th>
                <Table.Th>Name</Table.Th>
                <Table.Th>Data</Table.Th>
                <Table.Th className={classes.number}>Net return</Table.Th>
                <Table.Th className={classes.number}>Sharpe</Table.Th>
                <Table.Th className={classes.number}>Max drawdown</Table.Th>
                <Table.Th className={classes.number}>Trades</Table.Th>
                <Table.Th className={classes.wide}>Ledger</Table.Th>
                <Table.Th className={classes.wide}>Saved, UTC</Table.Th>
                <Table.Th aria-label="Actions" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((run) => (
                <Table.Tr key={run.runId}>
                  <Table.Td className={classes.pick}>
                    <Checkbox
                      size="sm"
                      aria-label={`Compare ${run.name} on ${run.dataName}`}
                      checked={compared.includes(run.runId)}
                      disabled={compared.length >= mostCompared && !compared.includes(run.runId)}
                      onChange={(event) => choose(run.runId, event.currentTarget.checked)}
                    />
                  </Table.Td>
                  <Table.Td className={classes.nameCell}>
                    <RunName run={run} onRenamed={refresh} />
                  </Table.Td>
                  <Table.Td className={classes.dataCell}>
                    {run.dataName}
                    {!run.dataPresent && (
                      <span className={classes.care}> · data deleted, can’t be re-run</span>
                    )}
                  </Table.Td>
                  <Table.Td
                    className={`${classes.number} ${classes.returnCell}`}
                    data-tone={tone(run.figures.totalReturn)}
                  >
                    {formatSignedPercent(run.figures.totalReturn, 2)}
                  </Table.Td>
                  <Table.Td className={classes.number} data-label="Sharpe">
                    {formatRatio(run.figures.sharpe)}
                  </Table.Td>
                  <Table.Td className={classes.number} data-label="Max drawdown">
                    {formatPercent(
                      run.figures.maxDrawdown === null ? null : -run.figures.maxDrawdown,
                      2,
                    )}
                  </Table.Td>
                  <Table.Td className={classes.number} data-label="Trades">
                    {formatCount(run.figures.closedTrades)}
                  </Table.Td>
                  <Table.Td className={`${classes.wide} ${classes.mono}`}>
                    {formatHash(run.ledgerHash)}
                  </Table.Td>
                  <Table.Td className={classes.wide}>{formatDateTime(run.savedAt, 'UTC')}</Table.Td>
                  <Table.Td className={classes.actions}>
                    {run.dataPresent && (
                      <Button size="compact-xs" onClick={() => void open(run)}>
                        Open
                      </Button>
                    )}
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Delete ${run.name}`}
                      onClick={() => void remove(run)}
                    >
                      Delete
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </div>
  );
}
