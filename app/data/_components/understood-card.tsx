'use client';

import { Box, Button, Collapse, Select, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatCount, formatDateTime, formatPrice } from '../../../lib/analytics/views/format';
import { knownTimeZones, timeZoneLabel } from '../../../lib/analytics/views/time-zones';
import type {
  ImportAnswers,
  ImportInspection,
  ImportQuestion,
  ImportReport,
} from '../../../workers/data.client';
import shared from '../data.module.css';
import { formatSentence, orderWords, separatorWords, timeText } from './format-words';
import { InstrumentFields } from './instrument-fields';
import { type PreviewPrices, previewPrices } from './preview-prices';
import { answerTo, valueInForce } from './question-answer';
import classes from './understood-card.module.css';

const zones = knownTimeZones.map((zone) => ({ value: zone, label: timeZoneLabel(zone) }));
const fields = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** As many decimals as the most finely written price of the preview, so that columns line up. */
function decimalsOf(rows: readonly PreviewPrices[]): number {
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
  report,
  answers,
  answered,
  onAnswer,
}: {
  inspection: ImportInspection;
  /** Of the instrument shown; null while it is made. */
  report: ImportReport | null;
  answers: ImportAnswers;
  answered: readonly ImportQuestion[];
  onAnswer(answer: ImportAnswers): void;
}) {
  const [changing, { toggle }] = useDisclosure(false);
  const recipe = report?.source.kind === 'file' ? report.source.recipe : {};
  const decimal = recipe.decimal === ',' ? ',' : '.';
  // A column's number means the same in tables with the same header only.
  const sameColumns =
    new Set(inspection.tables.map((table) => JSON.stringify(table.headers))).size === 1;
  const isText = inspection.kind === 'csv';
  const facts: [string, string][] = [
    ['Format', inspection.dialectLabel],
    ...(isText
      ? ([
          ['Separator', separatorWords[inspection.separator]],
          ['Decimals', decimal === ',' ? 'Comma' : 'Point'],
          ['Header', inspection.hasHeader ? 'Yes' : 'None'],
        ] as [string, string][])
      : []),
    ['Time', timeText(inspection)],
    ['Zone', answers.timeZone ?? inspection.zoneInFile ?? 'Not named'],
    ['Order', orderWords[inspection.order]],
  ];
  const zone = answers.timeZone ?? 'UTC';
  // Times without a zone are shown as written, on the clock that was chosen for them.
  const asksZone = inspection.questions.some((question) => question.id === 'time-zone');
  const clock = asksZone ? (answers.timeZone ?? 'as written') : 'UTC';
  const rows = inspection.preview.map((row) => ({
    row,
    prices: previewPrices(row, inspection, recipe),
  }));
  const decimals = decimalsOf(rows.map((it) => it.prices));
  const price = (value: number | null) => formatPrice(value, decimals);
  const columnNames = inspection.headers.map((header, i) => ({
    value: String(i),
    label: header === '' ? `Column ${i + 1}` : header,
  }));
  return (
    <section className={shared.card} aria-label="What was understood">
      <div className={shared.cardHead}>
        <Title order={3}>What was understood</Title>
        <Button size="compact-xs" variant="subtle" aria-expanded={changing} onClick={toggle}>
          {changing ? 'Close' : 'Change'}
        </Button>
      </div>
      <Text size="xs" c="dimmed" className={classes.sentence}>
        {formatSentence(inspection, decimal)}
        {inspection.tables.length > 1 &&
          `. The first of ${formatCount(inspection.tables.length)} tables; each is read in its own way`}
      </Text>
      <dl className={classes.understood}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Collapse expanded={changing}>
        <div className={classes.change}>
          {asksZone && (
            <Select
              label="Clock of the times"
              data={zones}
              searchable
              value={zone}
              onChange={(value) => value !== null && onAnswer({ timeZone: value })}
            />
          )}
          <InstrumentFields recipe={recipe} answers={answers} onAnswer={onAnswer} />
          {sameColumns &&
            fields.map((field) => (
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
        {inspection.instruments.length > 1 && (
          <Text size="xs" c="dimmed" mb={8}>
            All of these apply to every instrument of this import.
          </Text>
        )}
      </Collapse>
      {answered.map((question) => (
        <div key={question.id} className={classes.answered}>
          <Select
            label={question.title}
            data={question.options.map((o) => ({ value: o.value, label: o.label }))}
            value={valueInForce(question, answers)}
            onChange={(value) => value !== null && onAnswer(answerTo(question, value))}
          />
        </div>
      ))}
      <Box
        className={classes.previewWrap ?? ''}
        role="region"
        aria-label="First rows of the file"
        tabIndex={0}
      >
        <Table className={shared.table} aria-label="First rows">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th>As written</Table.Th>
              <Table.Th>Time, {clock}</Table.Th>
              <Table.Th className={shared.number}>Open</Table.Th>
              <Table.Th className={shared.number}>High</Table.Th>
              <Table.Th className={shared.number}>Low</Table.Th>
              <Table.Th className={shared.number}>Close</Table.Th>
              <Table.Th className={shared.number}>Volume</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ row, prices }) => (
              <Table.Tr key={row.row}>
                <Table.Td>{row.row}</Table.Td>
                <Table.Td className={shared.raw}>{row.text}</Table.Td>
                <Table.Td>
                  {row.time === null
                    ? '–'
                    : formatDateTime(row.time, 'UTC', inspection.intervalMs ?? 0)}
                </Table.Td>
                <Table.Td className={shared.number}>{price(prices.open)}</Table.Td>
                <Table.Td className={shared.number}>{price(prices.high)}</Table.Td>
                <Table.Td className={shared.number}>{price(prices.low)}</Table.Td>
                <Table.Td className={shared.number}>{price(prices.close)}</Table.Td>
                <Table.Td className={shared.number}>
                  {prices.volume === null ? '–' : formatCount(prices.volume)}
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
