import { Button, Group, Text, Title } from '@mantine/core';
import { formatCount, formatDateTime } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { exchangeIntervals, exchangeListing } from '../../../lib/market/exchange/exchange.schema';
import type { DownloadInfo } from '../../../workers/data.client';
import { useDownload } from '../_hooks/download-state';
import shared from '../data.module.css';
import classes from './unfinished-downloads.module.css';

/** Downloads that were cancelled, broken off or left by a reload. */
export function UnfinishedDownloads({
  onResume,
  onDiscard,
}: {
  onResume(info: DownloadInfo): void;
  onDiscard(info: DownloadInfo): void;
}) {
  const unfinished = useDownload((s) => s.unfinished);
  const isRunning = useDownload((s) => s.phase === 'running');
  if (unfinished === null || unfinished.length === 0 || isRunning) return null;
  return (
    <section className={shared.card} aria-labelledby="unfinished-title">
      <Title order={3} id="unfinished-title">
        Unfinished downloads
      </Title>
      <ul className={classes.list}>
        {unfinished.map((info) => {
          const { series, from, to, bars, planned, extending } = info;
          const intervalMs = exchangeIntervals[series.interval];
          const range = `${formatDateTime(from, 'UTC', intervalMs)} to ${formatDateTime(to - intervalMs, 'UTC', intervalMs)} UTC`;
          return (
            <li key={info.id} className={classes.item}>
              <div>
                <Text size="sm" fw={600}>
                  {series.symbol}, {intervalLabel(intervalMs)}
                </Text>
                <Text size="xs" c="dimmed">
                  {exchangeListing(series.exchange).label} · {range}
                  {extending !== null && ` · brings ${extending} up to date`}
                </Text>
                <Text size="xs" c="dimmed">
                  {formatCount(bars)} of {formatCount(planned)} bars are here
                </Text>
              </div>
              <Group gap={8} wrap="nowrap">
                <Button
                  onClick={() => onResume(info)}
                  aria-label={`Resume ${series.symbol}, ${range}`}
                >
                  Resume
                </Button>
                <Button
                  variant="subtle"
                  onClick={() => onDiscard(info)}
                  aria-label={`Discard ${series.symbol}, ${range}`}
                >
                  Discard
                </Button>
              </Group>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
