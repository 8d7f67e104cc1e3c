'use client';

import { Box, Button, Collapse, Select, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatCount, formatDateTime, formatPrice } from '../../../lib/analytics/views/format';
import { knownTimeZones, timeZoneLabel } from '../../../lib/analytics/views/time-zones';
import type { ImportQuestion } from '../../../lib/market/import/types';
import type { ImportAnswers, ImportInspection } from '../../../workers/data.client';
import classes from '../data.module.css';
import parts from '../import.module.css';
import { answeredValue, answerTo } from './question-answer';

const separators = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab' } as const;
const orders = {
  'oldest-first': 'Oldest first',
  'newest-first': 'Newest first',
  mixed: 'Mixed',
} as const;
const formats: Readonly<Record<ImportInspection['timeFormat'], string>> = {
  iso: 'ISO date',
  'epoch-s': 'Seconds since 1970',
  'epoch-ms': 'Milliseconds since 1970',
  'epoch-us': 'Microseconds since 1970',
  'epoch-ns': 'Nanoseconds since 1970',
  'date-dmy': 'Day, month, year',
  'date-mdy': 'Month, day, year',
  'date-ymd': 'Year, month, day',
  'date-named': 'Date with a named month',
};
const zones = knownTimeZones.map((zone) => ({ value: zone, label: timeZoneLabel(zone) }));
const fields = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** As many decimals as the most finely written price of the preview, so that columns line up. */
function decimalsOf(rows: ImportInspection['preview']): number {
  let most = 0;
  for (const { open, high, low, close } of rows) {
    for (const value of [open, high, low, close]) {
      most = Math.max(most, (String(value ?? '').split('.')[1] ?? '').length);
    }
  }
  return Math.min(most, 10);
}

/** How the file was read, its first rows as written and as understood; every reading can be changed. */
export function UnderstoodCard({
  inspection,
  answers,
  answered,
  onAnswer,
}: {
  inspection: ImportInspection;
  answers: ImportAnswers;
  answered: readonly ImportQuestion[];
  onAnswer(answer: ImportAnswers): void;
}) {
  const [changing, { toggle }] = useDisclosure(false);
  const facts: [string, string][] = [
    ['Format', inspection.dialectLabel],
    ['Separator', separators[inspection.separator]],
    ['Header', inspection.hasHeader ? 'Yes' : 'None'],
    ['Time', formats[inspection.timeFormat]],
    ['Zone', answers.timeZone ?? inspection.zoneInFile ?? 'Not named'],
    ['Order', orders[inspection.order]],
  ];
  const zone = answers.timeZone ?? inspection.zoneInFile ?? 'UTC';
  const decimals = decimalsOf(inspection.preview);
  const price = (value: number | null) => formatPrice(value, decimals);
  const columnNames = inspection.headers.map((header, i) => ({
    value: String(i),
    label: header === '' ? `Column ${i + 1}` : header,
  }));
  return (
    <section className={classes.card} aria-label="What was understood">
      <div className={classes.cardHead}>
        <Title order={3}>What was understood</Title>
        <Button size="compact-xs" variant="subtle" aria-expanded={changing} onClick={toggle}>
          {changing ? 'Close' : 'Change'}
        </Button>
      </div>
      <dl className={parts.understood}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Collapse expanded={changing}>
        <div className={parts.change}>
          <Select
            label="Clock of the times"
            data={zones}
            searchable
            value={zone}
            onChange={(value) => value !== null && onAnswer({ timeZone: value })}
          />
          {fields.map((field) => (
            <Select
              key={field}
              label={`${field[0]!.toUpperCase()}${field.slice(1)} is in`}
              data={columnNames}
              placeholder="Not in the file"
              value={String(answers.columns?.[field] ?? inspection.columns[field] ?? '')}
              onChange={(value) =>
                value !== null &&
                onAnswer({ columns: { ...answers.columns, [field]: Number(value) } })
              }
            />
          ))}
        </div>
      </Collapse>
      {answered
        .filter((question) => answeredValue(question.id, answers) !== null)
        .map((question) => (
          <div key={question.id} className={parts.answered}>
            <Select
              label={question.title}
              data={question.options.map((o) => ({ value: o.value, label: o.label }))}
              value={answeredValue(question.id, answers)}
              onChange={(value) => value !== null && onAnswer(answerTo(question.id, value))}
            />
          </div>
        ))}
      <Box
        className={parts.previewWrap ?? ''}
        role="region"
        aria-label="First rows of the file"
        tabIndex={0}
      >
        <Table className={classes.table} aria-label="First rows">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th>As written</Table.Th>
              <Table.Th>Time, {zone}</Table.Th>
              <Table.Th className={classes.number}>Open</Table.Th>
              <Table.Th className={classes.number}>High</Table.Th>
              <Table.Th className={classes.number}>Low</Table.Th>
              <Table.Th className={classes.number}>Close</Table.Th>
              <Table.Th className={classes.number}>Volume</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inspection.preview.map((row) => (
              <Table.Tr key={row.row}>
                <Table.Td>{row.row}</Table.Td>
                <Table.Td className={classes.raw}>{row.text}</Table.Td>
                <Table.Td>
                  {row.time === null
                    ? '–'
                    : formatDateTime(row.time, zone, inspection.intervalMs ?? 0)}
                </Table.Td>
                <Table.Td className={classes.number}>{price(row.open)}</Table.Td>
                <Table.Td className={classes.number}>{price(row.high)}</Table.Td>
                <Table.Td className={classes.number}>{price(row.low)}</Table.Td>
                <Table.Td className={classes.number}>{price(row.close)}</Table.Td>
                <Table.Td className={classes.number}>
                  {row.volume === null ? '–' : formatCount(row.volume)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      {inspection.notes.map((note) => (
        <Text key={note} size="xs" c="dimmed">
          {note}
        </Text>
      ))}
    </section>
  );
}
