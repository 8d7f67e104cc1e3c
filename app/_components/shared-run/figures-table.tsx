import { Table } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { RunResult } from '../../../lib/analytics/run-result';
import type { LinkClaim } from '../../../workers/backtest.client';
import { claimFigures } from './claim-figures';
import classes from './shared-run.module.css';

/** Claimed beside recomputed, figure by figure. */
export function FiguresTable({
  claim,
  result,
  busy,
}: {
  claim: LinkClaim;
  result: RunResult | null;
  busy: boolean;
}) {
  return (
    <section className={`${classes.card} ${classes.flush}`} aria-label="Figures">
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Figure</Table.Th>
            <Table.Th className={classes.number}>Claimed</Table.Th>
            <Table.Th className={classes.number}>Recomputed here</Table.Th>
            <Table.Th aria-label="Equal" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {claimFigures(claim, result).map((row) => (
            <Table.Tr key={row.label}>
              <Table.Td>{row.label}</Table.Td>
              <Table.Td className={classes.claimed}>{row.claimed}</Table.Td>
              <Table.Td className={classes.here} data-differs={row.equal === false}>
                {row.here ?? (busy ? '…' : 'not checked')}
              </Table.Td>
              <Table.Td className={classes.mark}>
                {row.equal === true && (
                  <IconCheck size={15} aria-label="equal" className={classes.equal} />
                )}
                {row.equal === false && (
                  <span className={classes.differs}>
                    <IconX size={15} aria-hidden /> differs
                  </span>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
