'use client';

import { Checkbox, Table, Text } from '@mantine/core';
import { formatCount, formatDate } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { ImportInstrument, InstrumentSurvey } from '../../../workers/data.client';
import shared from '../data.module.css';
import table from './instruments-table.module.css';
import { QualityOf } from './quality-mark';

/** The file or the member of an archive an instrument is in. */
export const sourceOf = (it: ImportInstrument): string => it.member ?? it.fileName;

/** `2019–2021`, `2020`. */
const yearsOf = (dates: readonly string[]): string =>
  [...new Set(dates.map((date) => date.slice(0, 4)))].join('–');

/** One instrument of an import: whether it is saved, what its rows are worth, what is wrong with them. */
export function InstrumentRow({
  instrument,
  fileOf,
  survey,
  checking,
  chosen,
  shown,
  onToggle,
  onLook,
}: {
  instrument: ImportInstrument;
  /** The file or member it is in; empty where all are in the same one. */
  fileOf: string;
  survey: InstrumentSurvey | null;
  checking: boolean;
  chosen: boolean;
  shown: boolean;
  onToggle(): void;
  onLook(): void;
}) {
  const { symbol, name } = instrument;
  const found = survey?.found ?? null;
  const canSave = checking || found !== null;
  const dates =
    found === null
      ? null
      : [found.firstTime, found.lastTime].map((t) => formatDate(t, 'UTC', found.intervalMs));
  return (
    <Table.Tr aria-selected={shown} className={table.row}>
      <Table.Td
        className={table.check}
        onClick={(event) => event.target === event.currentTarget && canSave && onToggle()}
      >
        <Checkbox
          size="xs"
          aria-label={`Save ${symbol}`}
          checked={chosen}
          disabled={!canSave}
          onChange={onToggle}
        />
      </Table.Td>
      <Table.Td
        onClick={(event) => {
          if (found !== null && !(event.target instanceof HTMLButtonElement)) onLook();
        }}
      >
        <button
          type="button"
          className={shared.rowButton}
          disabled={found === null}
          aria-label={`Report of ${symbol}`}
          onClick={onLook}
        >
          {name}
        </button>
        <div className={table.under}>
          {survey !== null && found === null ? (
            <span className={shared.careText}>{survey.problem ?? 'It can’t be read.'}</span>
          ) : (
            <>
              {[
                symbol === name ? '' : symbol,
                found === null ? '' : intervalLabel(found.intervalMs),
                fileOf,
              ]
                .filter((part) => part !== '')
                .join(' · ')}
              {found !== null && dates !== null && (
                <span className={shared.narrowOnly}>
                  {' '}
                  · {formatCount(found.bars)} bars · {yearsOf(dates)}
                </span>
              )}
            </>
          )}
        </div>
      </Table.Td>
      <Table.Td className={`${shared.number} ${shared.wide}`}>
        {formatCount(found?.rows ?? instrument.rows)}
      </Table.Td>
      <Table.Td className={`${shared.number} ${shared.wide}`}>
        {formatCount(found?.bars ?? null)}
      </Table.Td>
      <Table.Td className={`${shared.wide} ${table.range}`}>{dates?.join(' to ') ?? '–'}</Table.Td>
      <Table.Td className={table.problems}>
        {survey === null ? (
          <Text size="xs" c="dimmed">
            {checking ? 'Checking …' : '–'}
          </Text>
        ) : (
          <Problems survey={survey} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Problems({ survey }: { survey: InstrumentSurvey }) {
  const { found } = survey;
  const parts =
    found === null
      ? ['Can’t be read']
      : [
          found.defects > 0
            ? `${formatCount(found.defects)} faulty ${found.defects === 1 ? 'row' : 'rows'}`
            : '',
          found.gaps > 0 ? `${formatCount(found.gaps)} ${found.gaps === 1 ? 'gap' : 'gaps'}` : '',
        ].filter((part) => part !== '');
  return <QualityOf parts={parts} />;
}
