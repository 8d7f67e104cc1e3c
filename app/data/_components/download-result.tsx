import { Button, Group, Table, Text, Title } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { formatCount, formatHash } from '../../../lib/analytics/views/format';
import type { DataSetInfo, DownloadResult } from '../../../workers/data.client';
import shared from '../data.module.css';
import { QualityMark } from './quality-mark';

const placesShown = 2;

/** What was downloaded and saved, with what is odd about it. */
export function DownloadResultCard({
  result,
  onBacktest,
  onShow,
}: {
  result: DownloadResult;
  onBacktest(set: DataSetInfo): void;
  onShow(set: DataSetInfo): void;
}) {
  const { set, faults, newBars } = result;
  return (
    <section
      className={`${shared.card} ${shared.flush}`}
      aria-label="Downloaded"
      data-testid="download-result"
    >
      <div className={shared.cardHead}>
        <Title order={3}>{newBars === 0 ? 'Up to date' : `Saved: ${set.name}`}</Title>
        <Text size="xs" c="dimmed">
          <b className={shared.plainText}>{formatCount(set.bars)}</b> bars
          {newBars > 0 && newBars < set.bars && `, ${formatCount(newBars)} of them new`} ·{' '}
          <code>{formatHash(set.fingerprint)}</code> · gaps stay gaps
        </Text>
      </div>
      {faults.length > 0 && (
        <Table className={shared.table} aria-label="Quality report">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Check</Table.Th>
              <Table.Th className={shared.number}>Places</Table.Th>
              <Table.Th>Where</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.map(({ fault, label, count, samples }) => (
              <Table.Tr key={fault}>
                <Table.Td>
                  <QualityMark care={count > 0}>
                    <span className={shared.plainText}>{label}</span>
                  </QualityMark>
                </Table.Td>
                <Table.Td className={shared.number}>
                  <b>{formatCount(count)}</b>
                </Table.Td>
                <Table.Td className={shared.where}>
                  {samples
                    .slice(0, placesShown)
                    .map(({ reason }) => reason)
                    .join(' · ')}
                  {count > placesShown && ` · ${formatCount(count - placesShown)} more`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap={8} p={12}>
        <Button
          variant="filled"
          leftSection={<IconChartCandle size={14} aria-hidden />}
          onClick={() => onBacktest(set)}
        >
          Backtest on it
        </Button>
        <Button onClick={() => onShow(set)}>Show it</Button>
      </Group>
    </section>
  );
}
