'use client';

import { Select, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import type { FaultReport, Repair } from '../../../lib/market/import/types';
import type { ImportReport, RepairChoices } from '../../../workers/data.client';
import shared from '../data.module.css';
import { defaultRepair, repairLabels, whereText } from './import-view';
import { QualityMark } from './quality-mark';
import classes from './quality-table.module.css';

function FaultRow({
  fault,
  repairs,
  onRepair,
}: {
  fault: FaultReport;
  repairs: RepairChoices;
  onRepair(choice: RepairChoices): void;
}) {
  const [open, setOpen] = useState(false);
  const care = fault.count > 0 && fault.isDefect;
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <QualityMark care={care}>
            <span className={shared.plainText}>{fault.label}</span>
          </QualityMark>
        </Table.Td>
        <Table.Td className={shared.number}>
          <b>{formatCount(fault.count)}</b>
        </Table.Td>
        <Table.Td className={`${shared.where} ${shared.wide}`}>
          {fault.count === 0 ? null : fault.samples.length > 2 ? (
            <button
              type="button"
              className={shared.linkButton}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {whereText(fault)}
            </button>
          ) : (
            whereText(fault)
          )}
        </Table.Td>
        <Table.Td className={classes.choice}>
          {fault.count === 0 || fault.choices.length === 0 ? (
            <Text size="xs" c="dimmed">
              Nothing to do
            </Text>
          ) : (
            <Select
              aria-label={`What to do with: ${fault.label}`}
              data={fault.choices.map((c) => ({ value: c, label: repairLabels[c] }))}
              value={repairs[fault.fault] ?? defaultRepair(fault)}
              onChange={(value) => value !== null && onRepair({ [fault.fault]: value as Repair })}
            />
          )}
        </Table.Td>
      </Table.Tr>
      {open &&
        fault.samples.slice(0, 200).map((sample) => (
          <Table.Tr key={`${sample.row}-${sample.reason}`} className={classes.sample}>
            <Table.Td>Row {formatCount(sample.row)}</Table.Td>
            <Table.Td />
            <Table.Td>{sample.reason}</Table.Td>
            <Table.Td className={shared.raw}>{sample.text}</Table.Td>
          </Table.Tr>
        ))}
    </>
  );
}

/** Every class of fault with its rows and what will happen to them. */
export function QualityTable({
  title,
  report,
  repairs,
  kept,
  onRepair,
}: {
  title: string;
  report: ImportReport;
  repairs: RepairChoices;
  kept: number;
  onRepair(choice: RepairChoices): void;
}) {
  return (
    <section className={`${shared.card} ${shared.flush}`} aria-label="Quality report">
      <div className={shared.cardHead}>
        <Title order={3}>{title}</Title>
        <Text size="xs" c="dimmed">
          <b className={shared.plainText}>{formatCount(kept)}</b> of {formatCount(report.rows)} rows
          kept · nothing is repaired silently
        </Text>
      </div>
      <Table className={shared.table} aria-label="Faults by class">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Check</Table.Th>
            <Table.Th className={shared.number}>Rows</Table.Th>
            <Table.Th className={shared.wide}>Where</Table.Th>
            <Table.Th className={classes.choice}>What to do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.faults.map((fault) => (
            <FaultRow key={fault.fault} fault={fault} repairs={repairs} onRepair={onRepair} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
