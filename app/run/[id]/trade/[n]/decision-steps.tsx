import { Table } from '@mantine/core';
import type { DecisionExplanation, RunResult } from '../../../../../lib/analytics/run-result';
import {
  currencyMark,
  formatDateTime,
  formatNumber,
  formatPrice,
  formatUnits,
} from '../../../../../lib/analytics/views/format';
import classes from './why-trade.module.css';

/** One decision from what was seen to what was paid: inputs, rule, target, fill. */
export function DecisionSteps(props: {
  readonly title: string;
  readonly decision: DecisionExplanation;
  readonly data: RunResult['data'];
  /** Open of the bar at whose close it was decided, UTC ms. */
  readonly decidedBarTime: number;
}) {
  const { title, decision, data, decidedBarTime } = props;
  const { fill } = decision;
  const at = (time: number): string => formatDateTime(time, data.timeZone, data.intervalMs);
  const price = (value: number): string => formatPrice(value, data.priceDecimals);
  const figure = (value: number): string => formatNumber(value, 2);
  const mark = currencyMark(data.quoteCurrency);
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.cardHead}>
        <h2>{title}</h2>
        <span className="faint">
          decided at the close of bar {at(decidedBarTime)}, filled in bar {at(fill.time)}
        </span>
      </header>
      <ol className={classes.steps}>
        <li>
          <h3>Inputs</h3>
          {decision.inputs.length === 0 ? (
            <p className="dim">This rule looks at nothing but the account.</p>
          ) : (
            <Table fz={12} horizontalSpacing={0} verticalSpacing={4} aria-label="Inputs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Seen at that close</Table.Th>
                  <Table.Th ta="right">Bar before</Table.Th>
                  <Table.Th ta="right">This bar</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {decision.inputs.map((input) => (
                  <Table.Tr key={input.label}>
                    <Table.Td>{input.label}</Table.Td>
                    <Table.Td ta="right" className="dim">
                      {figure(input.previous)}
                    </Table.Td>
                    <Table.Td ta="right" fw={600}>
                      {figure(input.value)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </li>
        <li>
          <h3>Rule</h3>
          <p className={classes.rule}>{decision.rule}</p>
        </li>
        <li>
          <h3>Target</h3>
          <p>{decision.target}</p>
        </li>
        <li>
          <h3>Order and fill</h3>
          <p>{fill.sentence}</p>
          <dl className={classes.figures}>
            <Figure
              label={fill.side === 'buy' ? 'Bought' : 'Sold'}
              value={formatUnits(fill.quantity)}
            />
            <Figure label="Reference price" value={price(fill.refPrice)} />
            <Figure label={`Slippage, ${mark}`} value={figure(fill.slippage)} />
            <Figure label={`Spread, ${mark}`} value={figure(fill.spread)} />
            <Figure label={`Fee, ${mark}`} value={figure(fill.fee)} />
            <Figure label="Price" value={price(fill.price)} strong />
          </dl>
          {fill.cut === null ? null : <p className={classes.cut}>{fill.cut}</p>}
        </li>
      </ol>
    </section>
  );
}

function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd data-strong={props.strong || undefined}>{props.value}</dd>
    </div>
  );
}
