'use client';

import { Badge, Button, SegmentedControl, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { isSynthetic } from '../../../lib/analytics/views/is-synthetic';
import type { DataSetInfo } from '../../../workers/data.client';
import type { LibraryState } from '../_hooks/library-state';
import shared from '../data.module.css';
import { type LibraryFilter, type LibraryLine, libraryLines } from './library-item';
import classes from './library-table.module.css';
import { QualityOf } from './quality-mark';
import { Sparkline } from './sparkline';

function Quality({ set }: { set: DataSetInfo }) {
  if (isSynthetic(set.source)) return <Badge className={shared.dashed}>Synthetic</Badge>;
  const { gaps, dropped, warnings } = set.quality;
  const parts = [
    gaps > 0 ? `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}` : '',
    dropped > 0 ? `${formatCount(dropped)} dropped` : '',
    warnings > 0 ? `${formatCount(warnings)} to check` : '',
  ].filter((part) => part !== '');
  return <QualityOf parts={parts} />;
}

/** What is stored here, one line each; the chosen one is shown on the right. */
export function LibraryTable({
  state,
  onRetry,
  selected,
  onSelect,
}: {
  state: LibraryState;
  onRetry(): void;
  selected: string | null;
  onSelect(fingerprint: string): void;
}) {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<LibraryFilter>('all');
  if (state.status === 'failed') {
    return (
      <div className={classes.failed}>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    );
  }
  if (state.status === 'reading') {
    return (
      <div className={classes.loading}>
        {[0, 1, 2].map((i) => (
          <Skeleton key={i} height={32} />
        ))}
        <Text size="xs" c="dimmed">
          Reading the library …
        </Text>
      </div>
    );
  }
  const shown = libraryLines(state.sets, state.rates, filter, query);
  return (
    <>
      <div className={classes.find}>
        <TextInput
          aria-label="Find a data set"
          placeholder="Find by name, interval or source"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          className={classes.search ?? ''}
        />
        <SegmentedControl
          aria-label="What is listed"
          value={filter}
          onChange={(value) => setFilter(value as LibraryFilter)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'bars', label: 'Bars' },
            { value: 'rates', label: 'Rates' },
          ]}
        />
      </div>
      <div className={classes.tableWrap}>
        <Table className={shared.table} aria-label="Data sets">
          <Table.Thead className={shared.wide ?? ''}>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th aria-label="Shape" />
              <Table.Th>Interval</Table.Th>
              <Table.Th className={shared.number}>Rows</Table.Th>
              <Table.Th>Span</Table.Th>
              <Table.Th>Quality</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((line) => (
              <Line
                key={line.fingerprint}
                line={line}
                selected={line.fingerprint === selected}
                onSelect={onSelect}
              />
            ))}
          </Table.Tbody>
        </Table>
        {shown.length === 0 && (
          <Text size="sm" c="dimmed" className={classes.nothing}>
            {query.trim() !== ''
              ? `Nothing here matches “${query}”.`
              : filter === 'rates'
                ? 'No rates yet. Drop a CSV with a time and a funding rate; runs can then charge it.'
                : 'Nothing is stored here yet. Drop files below, or make a synthetic market.'}
          </Text>
        )}
      </div>
    </>
  );
}

function Line({
  line,
  selected,
  onSelect,
}: {
  line: LibraryLine;
  selected: boolean;
  onSelect(fingerprint: string): void;
}) {
  const { item } = line;
  const first = formatDate(line.firstTime, line.timeZone, line.intervalMs);
  const last = formatDate(line.lastTime, line.timeZone, line.intervalMs);
  const years = [first.slice(0, 4), last.slice(0, 4)];
  return (
    <Table.Tr
      aria-selected={selected}
      onClick={() => onSelect(line.fingerprint)}
      className={classes.row}
    >
      <Table.Td className={classes.name}>
        <button
          type="button"
          className={shared.rowButton}
          title={line.name}
          onClick={() => onSelect(line.fingerprint)}
        >
          {line.name}
        </button>
        <div className={classes.label}>
          {line.origin}
          <span className={shared.narrowOnly}>
            {' '}
            · {line.spacing} · {formatCount(line.rows)} rows ·{' '}
            {years[0] === years[1] ? years[0] : years.join('–')}
          </span>
        </div>
      </Table.Td>
      <Table.Td className={shared.wide}>
        <Sparkline
          values={line.sparkline}
          synthetic={item.kind === 'bars' && isSynthetic(item.set.source)}
        />
      </Table.Td>
      <Table.Td className={`${shared.wide} ${classes.spacing}`}>{line.spacing}</Table.Td>
      <Table.Td className={`${shared.number} ${shared.wide}`}>{formatCount(line.rows)}</Table.Td>
      <Table.Td className={`${shared.wide} ${classes.span}`}>
        {first}
        <br />
        {last}
      </Table.Td>
      <Table.Td className={classes.quality}>
        {item.kind === 'rates' ? (
          <Badge className={shared.ratesBadge}>Rates</Badge>
        ) : (
          <Quality set={item.set} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
