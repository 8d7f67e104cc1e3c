'use client';

import { Button, Group, Select, Text, Title } from '@mantine/core';
import { IconChartCandle, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';

import { exchangeText } from '../../../lib/analytics/views/exchange-text';
import { formatCount, formatDateTime, formatHash } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { type DataSetInfo, data } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { notify } from '../../_components/shell/notify';
import { openInLab } from '../../_hooks/lab-actions';
import { readKeptSetup } from '../../_hooks/lab-store';
import { refOf } from '../../_hooks/use-data-sets';
import { updateSet, useDownload } from '../_hooks/download-state';
import { useAttempt } from '../_hooks/use-attempt';
import shared from '../data.module.css';
import classes from './data-set-detail.module.css';
import { DownloadProgress } from './download-progress';
import { DroppedRows } from './dropped-rows';
import { ErrorAlert } from './error-alert';
import { ExportMenu } from './export-menu';
import { FactList, FingerprintButton } from './fact-list';
import { ItemTitle } from './item-title';
import { PricePreview } from './price-preview';

const minute = 60_000;
const higherIntervals = [5, 15, 30, 60, 240, 1440, 10_080].map((m) => m * minute);

function originText(source: DataSetInfo['source']): string {
  switch (source.kind) {
    case 'file':
      return source.fileName;
    case 'exchange':
      return exchangeText(source);
    case 'sample':
      return 'Bundled sample: a price index without dividends';
    case 'synthetic':
      return 'Made by the synthetic market; not a real instrument';
  }
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
  const { error, attempt } = useAttempt(set?.fingerprint ?? null);
  const isDownloading = useDownload((s) => s.phase === 'running');

  if (set === null) {
    return (
      <div className={classes.emptyRight}>
        <Title order={2}>Bring your own bars</Title>
        <Text size="sm" c="dimmed" maw={420}>
          Drop files with time, open, high, low and close: CSV, JSON, Parquet or a zip of them.
          Lookback shows what it understood and what is wrong with each row before anything is
          saved. Files never leave this device.
        </Text>
      </div>
    );
  }

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
  const update = async () => {
    const updated = await updateSet(set.fingerprint);
    if (updated === null) return;
    if (updated.newBars === 0) {
      notify({ title: set.name, message: 'No bar has closed since: it is up to date.' });
      return;
    }
    notify({
      title: `${formatCount(updated.newBars)} new bars`,
      message: `Saved as a data set of its own, ${formatHash(updated.set.fingerprint)}. The one before stays: its runs name it.`,
    });
    onCreated(updated.set);
  };
  const resample = (interval: number) =>
    attempt(async () =>
      onCreated(
        await data.resample(set.fingerprint, interval, `${set.name}, ${intervalLabel(interval)}`),
      ),
    );
  const higher = higherIntervals.filter((ms) => ms > set.intervalMs && ms % set.intervalMs === 0);

  return (
    <div className={shared.panel}>
      <ItemTitle
        id={set.fingerprint}
        name={set.name}
        onRename={
          set.kind === 'sample'
            ? null
            : (name) =>
                attempt(async () => {
                  await data.rename(set.fingerprint, name);
                  await onChanged();
                })
        }
      >
        {set.source.kind === 'exchange' && set.source.resampleMs === undefined && (
          <Button
            variant="subtle"
            leftSection={<IconRefresh size={14} aria-hidden />}
            disabled={isDownloading}
            onClick={() => void update()}
          >
            Update
          </Button>
        )}
        <ExportMenu set={set} attempt={attempt} />
        {set.kind !== 'sample' && (
          <Button
            variant="subtle"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => void remove()}
          >
            Delete
          </Button>
        )}
      </ItemTitle>
      <div className={shared.cards}>
        {error !== null && <ErrorAlert>{describeError(error)}</ErrorAlert>}
        <DownloadProgress of={set.fingerprint} />
        <PricePreview
          data={refOf(set)}
          bars={set.bars}
          currency={set.quoteCurrency}
          timeZone={set.timeZone}
        />
        <section className={shared.card} aria-label="Facts">
          <FactList
            facts={[
              ['Bars', `${formatCount(set.bars)} of ${intervalLabel(set.intervalMs)}`],
              [
                'Span',
                `${formatDateTime(set.firstTime, set.timeZone, set.intervalMs)} to ${formatDateTime(set.lastTime, set.timeZone, set.intervalMs)} ${set.timeZone}`,
              ],
              ['Prices in', set.quoteCurrency],
              ['From', originText(set.source)],
              ['Fingerprint', <FingerprintButton key="hash" fingerprint={set.fingerprint} />],
              [
                'Dropped at import',
                <DroppedRows
                  key={set.fingerprint}
                  fingerprint={set.fingerprint}
                  count={set.quality.dropped}
                />,
              ],
              [
                'Gaps',
                set.quality.gaps === 0 ? 'none' : `${formatCount(set.quality.gaps)}, left empty`,
              ],
              [
                'Used by',
                set.usedByRuns === 0
                  ? 'no run yet'
                  : `${set.usedByRuns} ${set.usedByRuns === 1 ? 'run' : 'runs'}`,
              ],
            ]}
          />
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
