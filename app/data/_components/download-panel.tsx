'use client';

import { Button, Group, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useState } from 'react';
import { formatBytes, formatCount, formatDateTime } from '../../../lib/analytics/views/format';
import { exchangeListing } from '../../../lib/market/exchange/exchange.schema';
import type { DataSetInfo, SeriesSpan } from '../../../workers/data.client';
import { describeError } from '../../_components/describe-error';
import { type SeriesChoice, SeriesFields } from '../../_components/exchange/series-fields';
import { openInLab } from '../../_hooks/lab-actions';
import { readKeptSetup } from '../../_hooks/lab-store';
import { refOf } from '../../_hooks/use-data-sets';
import {
  discardDownload,
  leaveResult,
  readUnfinished,
  resumeDownload,
  startDownload,
  useDownload,
} from '../_hooks/download-state';
import { useAttempt } from '../_hooks/use-attempt';
import { useSeriesSpan } from '../_hooks/use-series-span';
import shared from '../data.module.css';
import classes from './download-panel.module.css';
import { DownloadProgress } from './download-progress';
import {
  type DayRange,
  downloadCost,
  presetRange,
  presets,
  type RangeReading,
  readRange,
  utcDay,
} from './download-range';
import { DownloadResultCard } from './download-result';
import { ErrorAlert } from './error-alert';
import { UnfinishedDownloads } from './unfinished-downloads';

/** Bars from an exchange: what, from when to when, how far it is, and what came of it. */
export function DownloadPanel({
  onShow,
  onLeave,
}: {
  onShow(set: DataSetInfo): void;
  onLeave(): void;
}) {
  const router = useRouter();
  const { error: discardError, attempt } = useAttempt(null);
  const [series, setSeries] = useState<SeriesChoice>({
    exchange: 'replay',
    symbol: 'BTC/USDT',
    interval: '1m',
  });
  const [chosen, setChosen] = useState<DayRange | null>(null);
  const { span, error, again } = useSeriesSpan(series);
  const isRunning = useDownload((s) => s.phase === 'running');
  const result = useDownload((s) => s.result);
  useEffect(() => {
    void readUnfinished();
    return leaveResult;
  }, []);

  const range = chosen ?? (span === null ? null : presetRange('month', span));
  const reading = span === null || range === null ? null : readRange(range, series.interval, span);
  const start = () => {
    const { symbol } = series;
    if (symbol === null || reading === null || reading.problem !== null || isRunning) return;
    void startDownload({ ...series, symbol }, reading.from, reading.to);
  };

  return (
    <form
      className={shared.panel}
      aria-labelledby="download-title"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <header className={shared.bar}>
        <Title order={2} className={shared.title} id="download-title">
          From an exchange
        </Title>
      </header>
      <div className={shared.cards}>
        <Text size="sm" c="dimmed" maw={560}>
          Prices come through this site, which asks the exchange for them; nothing of yours is sent
          along. What was downloaded is kept in this browser.
        </Text>
        {discardError !== null && <ErrorAlert>{describeError(discardError)}</ErrorAlert>}
        <DownloadProgress />
        {result !== null && (
          <DownloadResultCard
            result={result}
            onShow={onShow}
            onBacktest={(set) => {
              openInLab(refOf(set), readKeptSetup().config);
              router.push('/');
            }}
          />
        )}
        <UnfinishedDownloads
          onResume={(info) => void resumeDownload(info)}
          onDiscard={({ id }) => void attempt(() => discardDownload(id))}
        />
        <section className={shared.card} aria-label="What to download">
          <SeriesFields
            value={series}
            onChange={(next) => {
              setSeries(next);
              if (next.exchange !== series.exchange || next.symbol !== series.symbol) {
                setChosen(null);
              }
            }}
          />
          <RangeFields
            span={span}
            range={range}
            reading={reading}
            onChange={setChosen}
            isAsking={series.symbol !== null && error === null}
          />
          {error !== null && (
            <Text size="xs" role="alert" className={classes.problem}>
              {describeError(error)}{' '}
              <Button size="compact-xs" variant="subtle" onClick={again}>
                Ask again
              </Button>
            </Text>
          )}
        </section>
      </div>
      <footer className={shared.foot}>
        <Text size="xs" c="dimmed" aria-live="polite">
          {costText(reading, exchangeListing(series.exchange).isReplay)}
        </Text>
        <Group gap={8}>
          <Button onClick={onLeave}>Back</Button>
          <Button
            type="submit"
            variant="filled"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={isRunning || reading === null || reading.problem !== null}
          >
            Download
          </Button>
        </Group>
      </footer>
    </form>
  );
}

/** `43,200 bars, 2.1 MB, about 3 s`. */
function costText(reading: RangeReading | null, isReplay: boolean): string {
  if (reading === null || reading.problem !== null) return '';
  const { bars } = reading;
  const { ms, bytes } = downloadCost(bars, isReplay);
  return `${formatCount(bars)} bars at most, ${formatBytes(bytes)}, about ${roughly(ms)}`;
}

function roughly(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function RangeFields({
  span,
  range,
  reading,
  isAsking,
  onChange,
}: {
  span: SeriesSpan | null;
  range: DayRange | null;
  reading: RangeReading | null;
  isAsking: boolean;
  onChange(range: DayRange): void;
}) {
  const problemId = useId();
  if (span === null || range === null) {
    return isAsking ? (
      <div className={classes.range} role="status" aria-label="Asking since when there are bars">
        <Skeleton height={58} />
      </div>
    ) : null;
  }
  const problem = reading?.problem ?? null;
  // A year may be all there is: the longer name of the same days.
  const preset = presets.findLast(({ id }) => {
    const days = presetRange(id, span);
    return days.from === range.from && days.to === range.to;
  })?.id;
  const first = span.first === null ? undefined : utcDay(span.first);
  return (
    <fieldset className={classes.range}>
      <legend>Range, days in UTC</legend>
      <Button.Group aria-label="Usual ranges">
        {presets.map(({ id, label }) => {
          const isChosen = id === preset;
          return (
            <Button
              key={id}
              aria-pressed={isChosen}
              variant={isChosen ? 'light' : 'default'}
              onClick={() => onChange(presetRange(id, span))}
            >
              {label}
            </Button>
          );
        })}
      </Button.Group>
      <div className={classes.days}>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={end === 'from' ? 'First day' : 'Last day'}
            value={range[end]}
            min={first}
            max={utcDay(span.now)}
            aria-describedby={problem === null ? undefined : problemId}
            error={problem !== null}
            onChange={(event) => onChange({ ...range, [end]: event.currentTarget.value })}
          />
        ))}
      </div>
      {problem === null ? (
        <Text size="xs" c="dimmed">
          {first === undefined ? 'No first bar is known.' : `The exchange has bars since ${first}.`}{' '}
          There it is {formatDateTime(Math.floor(span.now / 60_000) * 60_000, 'UTC')} UTC.
        </Text>
      ) : (
        <Text size="xs" className={classes.problem} id={problemId} role="alert">
          {problem}
        </Text>
      )}
    </fieldset>
  );
}
