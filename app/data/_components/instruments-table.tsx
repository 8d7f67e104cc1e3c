'use client';

import { Checkbox, Table, Text, Title } from '@mantine/core';
import { formatCount } from '../../../lib/analytics/views/format';
import type { ImportInstrument, InstrumentSurvey } from '../../../workers/data.client';
import shared from '../data.module.css';
import { InstrumentRow, sourceOf } from './instrument-row';
import classes from './instruments-table.module.css';

/** Every instrument that was found, what its rows are worth, and which of them are to be saved. */
export function InstrumentsTable({
  instruments,
  surveys,
  chosen,
  focus,
  onChoose,
  onLook,
}: {
  instruments: readonly ImportInstrument[];
  /** null while they are being checked. */
  surveys: readonly InstrumentSurvey[] | null;
  chosen: ReadonlySet<string>;
  focus: string | null;
  onChoose(chosen: ReadonlySet<string>): void;
  onLook(id: string): void;
}) {
  const found = new Map(surveys?.map((survey) => [survey.instrument.id, survey]));
  const readable = instruments.filter((it) => surveys === null || found.get(it.id)?.found != null);
  const sources = new Set(instruments.map(sourceOf));
  const unreadable = instruments.length - readable.length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <section className={`${shared.card} ${shared.flush}`} aria-label="Instruments">
      <div className={shared.cardHead}>
        <Title order={3}>{formatCount(instruments.length)} instruments found</Title>
        <Text size="xs" c="dimmed">
          <b className={shared.plainText}>{formatCount(chosen.size)}</b> to be saved
          {unreadable > 0 && ` · ${formatCount(unreadable)} can’t be read`}
        </Text>
      </div>
      <div className={classes.scroll}>
        <Table className={shared.table} aria-label="Instruments found" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th className={classes.check}>
                <Checkbox
                  size="xs"
                  aria-label="Save all"
                  checked={chosen.size > 0 && chosen.size === readable.length}
                  indeterminate={chosen.size > 0 && chosen.size < readable.length}
                  onChange={(event) =>
                    onChoose(
                      new Set(event.currentTarget.checked ? readable.map((it) => it.id) : []),
                    )
                  }
                />
              </Table.Th>
              <Table.Th>Instrument</Table.Th>
              <Table.Th className={`${shared.number} ${shared.wide}`}>Rows</Table.Th>
              <Table.Th className={`${shared.number} ${shared.wide}`}>Bars</Table.Th>
              <Table.Th className={shared.wide}>Range</Table.Th>
              <Table.Th>Problems</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {instruments.map((instrument) => (
              <InstrumentRow
                key={instrument.id}
                instrument={instrument}
                fileOf={sources.size > 1 ? sourceOf(instrument) : ''}
                survey={found.get(instrument.id) ?? null}
                checking={surveys === null}
                chosen={chosen.has(instrument.id)}
                shown={instrument.id === focus}
                onToggle={() => toggle(instrument.id)}
                onLook={() => onLook(instrument.id)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
