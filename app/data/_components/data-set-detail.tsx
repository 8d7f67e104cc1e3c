'use client';

import {
  Alert,
  Button,
  CopyButton,
  Group,
  Select,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconAlertTriangle, IconChartCandle, IconDownload, IconTrash } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

import { formatCount, formatDateTime, formatHash } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { type DataSetInfo, type DroppedRow, data } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { saveCsv } from '../../_components/save-file';
import { notify } from '../../_components/shell/notify';
import { openInLab } from '../../_hooks/lab-actions';
import { readKeptSetup } from '../../_hooks/lab-store';
import { refOf } from '../../_hooks/use-data-sets';
import classes from '../data.module.css';
import detail from '../data-set-detail.module.css';
import { PricePreview } from './price-preview';

const minute = 60_000;
const higherIntervals = [5, 15, 30, 60, 240, 1440, 10_080].map((m) => m * minute);

function DroppedRows({ fingerprint, count }: { fingerprint: string; count: number }) {
  const [rows, setRows] = useState<readonly DroppedRow[] | null>(null);
  if (count === 0) return <>none</>;
  if (rows === null) {
    return (
      <>
        {formatCount(count)} rows,{' '}
        <button
          type="button"
          className={classes.linkButton}
          onClick={() => void data.droppedRows(fingerprint).then(setRows)}
        >
          list them
        </button>
      </>
    );
  }
  return (
    <div className={detail.dropped}>
      <Table className={classes.table} aria-label="Rows dropped at import">
        <Table.Tbody>
          {rows.slice(0, 1000).map((row) => (
            <Table.Tr key={`${row.row}-${row.reason}`}>
              <Table.Td>Row {formatCount(row.row)}</Table.Td>
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td className={classes.raw}>{row.text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > 1000 && <Text size="xs">and {formatCount(rows.length - 1000)} more</Text>}
    </div>
  );
}

/** One data set: what it is, and what can be done with it. */
export function DataSetDetail({
  set,
  onChanged,
  onCreated,
}: {
  set: DataSetInfo | null;
  onChanged(): Promise<void>;
  onCreated(set: DataSetInfo): void;
}) {
  const router = useRouter();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another set starts afresh
  useEffect(() => {
    setRenaming(null);
    setError(null);
  }, [set?.fingerprint]);

  if (set === null) {
    return (
      <div className={detail.emptyRight}>
        <Title order={2}>Bring your own bars</Title>
        <Text size="sm" c="dimmed" maw={420}>
          Drop a CSV with time, open, high, low and close. Lookback shows what it understood and
          what is wrong with each row before anything is saved. The file never leaves this device.
        </Text>
      </div>
    );
  }

  const attempt = async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(cause);
    }
  };
  const remove = () =>
    attempt(async () => {
      const { runsAffected } = await data.remove(set.fingerprint);
      await onChanged();
      notify({
        title: `Deleted ${set.name}.`,
        message:
          runsAffected === 0
            ? 'No run used it.'
            : `${runsAffected} ${runsAffected === 1 ? 'run keeps its' : 'runs keep their'} results but cannot be re-run.`,
        undo: () =>
          void attempt(async () => {
            await data.restore(set.fingerprint);
            await onChanged();
          }),
      });
    });
  const rename = (name: string) =>
    attempt(async () => {
      await data.rename(set.fingerprint, name.trim());
      setRenaming(null);
      await onChanged();
    });
  const exportCsv = () =>
    attempt(async () =>
      saveCsv(
        await data.exportCsv(set.fingerprint),
        `${set.symbol || 'bars'}-${set.name.replace(/[^\w-]+/g, '-')}.csv`,
      ),
    );
  const resample = (interval: number) =>
    attempt(async () =>
      onCreated(
        await data.resample(set.fingerprint, interval, `${set.name}, ${intervalLabel(interval)}`),
      ),
    );
  const higher = higherIntervals.filter((ms) => ms > set.intervalMs && ms % set.intervalMs === 0);

  return (
    <div className={classes.panel}>
      <header className={classes.bar}>
        {renaming === null ? (
          <Title order={2} className={classes.title}>
            {set.name}
          </Title>
        ) : (
          <form
            className={detail.renameForm}
            onSubmit={(event) => {
              event.preventDefault();
              if (renaming.trim() !== '') void rename(renaming);
            }}
          >
            <TextInput
              aria-label="New name"
              data-autofocus
              value={renaming}
              onChange={(event) => setRenaming(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && setRenaming(null)}
            />
            <Button type="submit" disabled={renaming.trim() === ''}>
              Save name
            </Button>
          </form>
        )}
        <Group gap={4} wrap="nowrap">
          {set.kind !== 'sample' && renaming === null && (
            <Button variant="subtle" onClick={() => setRenaming(set.name)}>
              Rename
            </Button>
          )}
          <Button
            variant="subtle"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => void exportCsv()}
          >
            Export
          </Button>
          {set.kind !== 'sample' && (
            <Button
              variant="subtle"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => void remove()}
            >
              Delete
            </Button>
          )}
        </Group>
      </header>
      <div className={classes.cards}>
        {error !== null && (
          <Alert className={classes.errorAlert} role="alert" icon={<IconAlertTriangle size={16} />}>
            {describeError(error)}
          </Alert>
        )}
        <PricePreview
          data={refOf(set)}
          bars={set.bars}
          currency={set.quoteCurrency}
          timeZone={set.timeZone}
        />
        <section className={classes.card} aria-label="Facts">
          <dl className={detail.facts2}>
            <dt>Bars</dt>
            <dd>
              {formatCount(set.bars)} of {intervalLabel(set.intervalMs)}
            </dd>
            <dt>Span</dt>
            <dd>
              {formatDateTime(set.firstTime, set.timeZone, set.intervalMs)} to{' '}
              {formatDateTime(set.lastTime, set.timeZone, set.intervalMs)} {set.timeZone}
            </dd>
            <dt>Prices in</dt>
            <dd>{set.quoteCurrency}</dd>
            <dt>From</dt>
            <dd>
              {set.source.kind === 'file'
                ? set.source.fileName
                : set.source.kind === 'sample'
                  ? 'Bundled sample: a price index without dividends'
                  : 'Made by the synthetic market; not a real instrument'}
            </dd>
            <dt>Fingerprint</dt>
            <dd>
              <CopyButton value={set.fingerprint}>
                {({ copied, copy }) => (
                  <button
                    type="button"
                    className={classes.hash}
                    onClick={copy}
                    title="Copy the whole fingerprint"
                  >
                    {copied ? 'copied' : `sha256 ${formatHash(set.fingerprint)}`}
                  </button>
                )}
              </CopyButton>
            </dd>
            <dt>Dropped at import</dt>
            <dd>
              <DroppedRows fingerprint={set.fingerprint} count={set.quality.dropped} />
            </dd>
            <dt>Gaps</dt>
            <dd>
              {set.quality.gaps === 0 ? 'none' : `${formatCount(set.quality.gaps)}, left empty`}
            </dd>
            <dt>Used by</dt>
            <dd>
              {set.usedByRuns === 0
                ? 'no run yet'
                : `${set.usedByRuns} ${set.usedByRuns === 1 ? 'run' : 'runs'}`}
            </dd>
          </dl>
        </section>
        <Group gap={8}>
          <Button
            variant="filled"
            leftSection={<IconChartCandle size={14} aria-hidden />}
            onClick={() => {
              openInLab(refOf(set), readKeptSetup().config);
              router.push('/');
            }}
          >
            Backtest on it
          </Button>
          {set.kind !== 'sample' && higher.length > 0 && (
            <Select
              aria-label="Make a data set of a higher interval"
              placeholder="Resample to …"
              w={170}
              value={null}
              data={higher.map((ms) => ({ value: String(ms), label: intervalLabel(ms) }))}
              onChange={(value) => value !== null && void resample(Number(value))}
            />
          )}
        </Group>
        {set.kind !== 'sample' && higher.length > 0 && (
          <Text size="xs" c="dimmed">
            Resampling makes a new data set of closed bars only; an unfinished last bar is left out.
          </Text>
        )}
      </div>
    </div>
  );
}
