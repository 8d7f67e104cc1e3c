'use client';

import { Checkbox, Table, Text, Title } from '@mantine/core';
import { formatCount, formatDateTime, formatSigned } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { ImportActions } from '../_hooks/use-import';
import shared from '../data.module.css';
import table from './instruments-table.module.css';
import { openQuestions } from './question-answer';
import { QuestionCard } from './question-card';
import { Sparkline } from './sparkline';

const percent = (rate: number) => `${formatSigned(rate * 100, 4)}%`;
const when = (time: number) => formatDateTime(time, 'UTC', 60_000);

/** Rates on their way in: the series found, what is asked, and the rows that are in none. */
export function RatesImport({ importer }: { importer: ImportActions }) {
  const { rates, ratesReport, answers, chosen } = importer.state;
  const questions = (rates ?? []).flatMap((it) => it.questions);
  const asked = questions.filter((it, i) => questions.findIndex((q) => q.id === it.id) === i);
  const firstOpen = openQuestions(asked, answers)[0];
  const toggle = (fingerprint: string) => {
    const next = new Set(chosen);
    if (!next.delete(fingerprint)) next.add(fingerprint);
    importer.choose(next);
  };
  return (
    <>
      {asked.map((question) => (
        <QuestionCard
          key={question.id}
          question={question}
          answers={answers}
          keys={question === firstOpen}
          onAnswer={importer.answer}
        />
      ))}
      <section className={shared.card} aria-label="What was understood">
        <Title order={3}>Rates, not bars</Title>
        <Text size="xs" c="dimmed">
          Each row is one charge, a fraction of the position’s value: 0.0001 is 0.01%. Longs pay a
          positive rate to shorts.
        </Text>
        {(rates ?? [])
          .flatMap((it) => it.notes)
          .map((note) => (
            <Text key={note} size="xs" c="dimmed">
              {note}
            </Text>
          ))}
      </section>
      {ratesReport !== null && (
        <section className={`${shared.card} ${shared.flush}`} aria-label="Series found">
          <div className={shared.cardHead}>
            <Title order={3}>{formatCount(ratesReport.series.length)} series found</Title>
            <Text size="xs" c="dimmed">
              {ratesReport.droppedCount === 0
                ? 'every row is in one of them'
                : `${formatCount(ratesReport.droppedCount)} rows left out`}
            </Text>
          </div>
          <div className={table.scroll}>
            <Table className={shared.table} aria-label="Rate series found">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th className={table.check} />
                  <Table.Th>Series</Table.Th>
                  <Table.Th className={shared.wide} aria-label="Shape" />
                  <Table.Th className={shared.wide}>Range</Table.Th>
                  <Table.Th className={shared.number}>Mean</Table.Th>
                  <Table.Th className={`${shared.number} ${shared.wide}`}>
                    Lowest to highest
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {ratesReport.series.map((series) => (
                  <Table.Tr key={series.fingerprint} className={table.row}>
                    <Table.Td className={table.check}>
                      <Checkbox
                        size="xs"
                        aria-label={`Save ${series.name}`}
                        checked={chosen.has(series.fingerprint)}
                        onChange={() => toggle(series.fingerprint)}
                      />
                    </Table.Td>
                    <Table.Td>
                      <b>{series.name}</b>
                      <div className={table.under}>
                        {formatCount(series.rates)} charges
                        {series.spacingMs !== null && ` · every ${intervalLabel(series.spacingMs)}`}
                        <span className={shared.narrowOnly}>
                          {' '}
                          · from {when(series.firstTime).slice(0, 10)}
                        </span>
                      </div>
                    </Table.Td>
                    <Table.Td className={shared.wide}>
                      <Sparkline values={series.sparkline} synthetic={false} />
                    </Table.Td>
                    <Table.Td className={`${shared.wide} ${table.range}`}>
                      {when(series.firstTime)}
                      <br />
                      {when(series.lastTime)}
                    </Table.Td>
                    <Table.Td className={shared.number}>{percent(series.mean)}</Table.Td>
                    <Table.Td className={`${shared.number} ${shared.wide}`}>
                      {percent(series.lowest)} to {percent(series.highest)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </section>
      )}
      {ratesReport !== null && ratesReport.dropped.length > 0 && (
        <section className={`${shared.card} ${shared.flush}`} aria-label="Rows left out">
          <div className={shared.cardHead}>
            <Title order={3}>Rows left out</Title>
          </div>
          <div className={table.scroll}>
            <Table className={shared.table} aria-label="Rows left out">
              <Table.Tbody>
                {ratesReport.dropped.map((row) => (
                  <Table.Tr key={`${row.row}-${row.reason}`}>
                    <Table.Td>Row {formatCount(row.row)}</Table.Td>
                    <Table.Td>{row.reason}</Table.Td>
                    <Table.Td className={shared.raw}>{row.text}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </section>
      )}
    </>
  );
}
