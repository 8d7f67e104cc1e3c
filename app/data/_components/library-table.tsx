'use client';

import { Badge, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { DataSetInfo } from '../../../workers/data.client';
import classes from '../data.module.css';
import list from '../library.module.css';
import { Sparkline } from './sparkline';

const origin = { sample: 'Sample', synthetic: 'Synthetic', file: 'File' } as const;

function Quality({ set }: { set: DataSetInfo }) {
  if (set.kind === 'synthetic') return <Badge className={classes.dashed}>Synthetic</Badge>;
  const { gaps, dropped, warnings } = set.quality;
  const parts = [
    gaps > 0 ? `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}` : '',
    dropped > 0 ? `${formatCount(dropped)} dropped` : '',
    warnings > 0 ? `${formatCount(warnings)} to check` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) {
    return (
      <span className={classes.clean}>
        <IconCheck size={14} aria-hidden /> Clean
      </span>
    );
  }
  return (
    <span className={classes.care}>
      <IconAlertTriangle size={14} aria-hidden /> {parts.join(', ')}
    </span>
  );
}

/** What is stored here, one line a data set; the chosen one is shown on the right. */
export function LibraryTable({
  sets,
  selected,
  onSelect,
}: {
  sets: readonly DataSetInfo[] | null;
  selected: string | null;
  onSelect(fingerprint: string): void;
}) {
  const [query, setQuery] = useState('');
  if (sets === null) {
    return (
      <div className={list.loading}>
        {[0, 1, 2].map((i) => (
          <Skeleton key={i} height={32} />
        ))}
        <Text size="xs" c="dimmed">
          Reading the library …
        </Text>
      </div>
    );
  }
  const needle = query.trim().toLowerCase();
  const shown = sets.filter((s) =>
    `${s.name} ${s.symbol} ${intervalLabel(s.intervalMs)} ${origin[s.kind]}`
      .toLowerCase()
      .includes(needle),
  );
  return (
    <>
      <div className={list.find}>
        <TextInput
          aria-label="Find a data set"
          placeholder="Find by name, interval or source"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      <div className={list.tableWrap}>
        <Table className={classes.table} aria-label="Data sets">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th className={classes.wide} aria-label="Shape" />
              <Table.Th>Interval</Table.Th>
              <Table.Th className={classes.number}>Bars</Table.Th>
              <Table.Th className={classes.wide}>Span</Table.Th>
              <Table.Th>Quality</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((set) => (
              <Table.Tr
                key={set.fingerprint}
                aria-selected={set.fingerprint === selected}
                onClick={() => onSelect(set.fingerprint)}
                className={classes.row}
              >
                <Table.Td>
                  <button
                    type="button"
                    className={classes.rowButton}
                    onClick={() => onSelect(set.fingerprint)}
                  >
                    {set.name}
                  </button>
                  <div className={list.label}>{origin[set.kind]}</div>
                </Table.Td>
                <Table.Td className={classes.wide}>
                  <Sparkline values={set.sparkline} synthetic={set.kind === 'synthetic'} />
                </Table.Td>
                <Table.Td>{intervalLabel(set.intervalMs)}</Table.Td>
                <Table.Td className={classes.number}>{formatCount(set.bars)}</Table.Td>
                <Table.Td className={`${classes.wide} ${list.span}`}>
                  {formatDate(set.firstTime, set.timeZone, set.intervalMs)}
                  <br />
                  {formatDate(set.lastTime, set.timeZone, set.intervalMs)}
                </Table.Td>
                <Table.Td>
                  <Quality set={set} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {shown.length === 0 && (
          <Text size="sm" c="dimmed" className={list.nothing}>
            {sets.length === 0
              ? 'Nothing is stored here yet. Drop a file below, or make a synthetic market.'
              : `No data set matches “${query}”.`}
          </Text>
        )}
      </div>
    </>
  );
}
