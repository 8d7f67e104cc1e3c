import { Button, Tabs } from '@mantine/core';
import {
  formatDateTime,
  formatMoney,
  formatNumber,
  formatUnits,
} from '../../../lib/analytics/views/format';
import type { PaperOrder, PaperSnapshot } from '../../../workers/paper.api';
import { paper } from '../../../workers/paper.client';
import { NameForm } from '../../_components/name-form';
import place from '../../_components/place.module.css';
import { type PlainCell, type PlainColumn, PlainTable } from '../../_components/plain-table';
import tabs from '../../_components/tabs.module.css';
import { during } from '../_hooks/paper-actions';
import classes from './account-tables.module.css';
import { EventLines } from './event-list';
import { HandOrderForm } from './hand-order-form';
import { priceDecimals } from './price-decimals';
import { toneOf } from './session-words';
import { SetupLines } from './setup-lines';

/** Positions and orders, trades, log and setup of a session. */
export function AccountTables({ snapshot }: { snapshot: PaperSnapshot }) {
  return (
    <Tabs defaultValue="orders" className={classes.tabs ?? ''} keepMounted={false}>
      <Tabs.List className={tabs.list ?? ''} aria-label="The session in tables">
        <Tabs.Tab value="orders" className={tabs.tab ?? ''}>
          Positions and orders
        </Tabs.Tab>
        <Tabs.Tab
          value="trades"
          className={tabs.tab ?? ''}
          rightSection={<span className={tabs.count}>{snapshot.closedTrades}</span>}
        >
          Trades
        </Tabs.Tab>
        <Tabs.Tab value="hand" className={tabs.tab ?? ''}>
          Order by hand
        </Tabs.Tab>
        <Tabs.Tab
          value="log"
          className={tabs.tab ?? ''}
          rightSection={<span className={tabs.count}>{snapshot.events}</span>}
        >
          Event log
        </Tabs.Tab>
        <Tabs.Tab value="setup" className={tabs.tab ?? ''}>
          Setup
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="orders">
        <Position snapshot={snapshot} />
        <Orders snapshot={snapshot} />
      </Tabs.Panel>
      <Tabs.Panel value="trades">
        <Trades snapshot={snapshot} />
      </Tabs.Panel>
      <Tabs.Panel value="hand">
        <HandOrderForm snapshot={snapshot} />
      </Tabs.Panel>
      <Tabs.Panel value="log">
        <EventLines lines={snapshot.log} />
      </Tabs.Panel>
      <Tabs.Panel value="setup">
        {(snapshot.isMine || snapshot.state === 'ended') && (
          <NameForm
            key={snapshot.id}
            label="Name of the session"
            name={snapshot.name}
            onSave={(name) => void during('Renaming', () => paper.rename(snapshot.id, name))}
          />
        )}
        <SetupLines config={snapshot.config} />
      </Tabs.Panel>
    </Tabs>
  );
}

const positionColumns: readonly PlainColumn[] = [
  { label: 'Position' },
  { label: 'Side' },
  { label: 'Units', numeric: true },
  { label: 'Entry', numeric: true },
  { label: 'Now', numeric: true },
  { label: 'Result', numeric: true },
];

function Position({ snapshot }: { snapshot: PaperSnapshot }) {
  const { position, series, quoteCurrency, lastPrice } = snapshot;
  if (position === null) return <p className={place.none}>Nothing is held.</p>;
  const decimals = priceDecimals(snapshot);
  const long = position.units > 0;
  const cells = [
    series.symbol,
    { text: long ? '▲ Long' : '▼ Short', tone: long ? 'up' : 'down' },
    formatUnits(Math.abs(position.units)),
    formatNumber(position.averagePrice, decimals),
    formatNumber(lastPrice, decimals),
    resultCell(position.pnl, quoteCurrency),
  ];
  return (
    <PlainTable label="Position" columns={positionColumns} rows={[{ key: series.symbol, cells }]} />
  );
}

const resultCell = (value: number, currency: string): PlainCell => ({
  text: formatMoney(value, currency, { decimals: 2, signed: true }),
  tone: toneOf(value),
});

const statusCells: Readonly<Record<PaperOrder['status'], PlainCell>> = {
  open: { text: 'Resting', tone: 'open' },
  filled: { text: 'Filled', tone: 'strong' },
  cancelled: { text: 'Cancelled' },
  expired: { text: 'Expired' },
  rejected: { text: 'Refused', tone: 'bad' },
  skipped: { text: 'Left out' },
};

const orderColumns: readonly PlainColumn[] = [
  { label: 'Order' },
  { label: 'Decided, UTC' },
  { label: 'Units', numeric: true },
  { label: 'Price', numeric: true },
  { label: 'State' },
  { label: 'Note' },
];

function Orders({ snapshot }: { snapshot: PaperSnapshot }) {
  const orders = [...snapshot.openOrders, ...snapshot.doneOrders];
  if (orders.length === 0) return <p className={place.none}>No order was sent yet.</p>;
  const decimals = priceDecimals(snapshot);
  const rows = orders.map((order) => ({
    key: order.name,
    cells: [
      <>
        {order.type}
        {order.byHand && <span className={classes.byHand}>by hand</span>}
      </>,
      formatDateTime(order.decidedAt, 'UTC'),
      formatUnits(order.quantity),
      order.price === null ? 'at market' : formatNumber(order.price, decimals),
      statusCells[order.status],
      order.status === 'open' && snapshot.isMine ? (
        <CancelButton key="cancel" id={snapshot.id} order={order} />
      ) : (
        order.note
      ),
    ],
  }));
  return <PlainTable label="Orders" columns={orderColumns} rows={rows} />;
}

function CancelButton({ id, order }: { id: string; order: PaperOrder }) {
  return (
    <>
      {order.note}
      <Button
        size="compact-xs"
        variant="subtle"
        className={place.touch ?? ''}
        aria-label={`Cancel ${order.type.toLowerCase()} ${order.name}`}
        onClick={() => void during('Cancelling', () => paper.cancelOrder(id, order.name))}
      >
        Cancel
      </Button>
    </>
  );
}

const tradeColumns: readonly PlainColumn[] = [
  { label: 'Closed, UTC' },
  { label: 'Side' },
  { label: 'Units', numeric: true },
  { label: 'Entry', numeric: true },
  { label: 'Exit', numeric: true },
  { label: 'Result', numeric: true },
  { label: 'Why closed' },
];

function Trades({ snapshot }: { snapshot: PaperSnapshot }) {
  if (snapshot.trades.length === 0) return <p className={place.none}>No trade was closed yet.</p>;
  const decimals = priceDecimals(snapshot);
  const rows = snapshot.trades.map((trade) => ({
    key: `${trade.entryTime} ${trade.exitTime}`,
    cells: [
      formatDateTime(trade.exitTime, 'UTC'),
      trade.side === 'long' ? '▲ Long' : '▼ Short',
      formatUnits(trade.quantity),
      formatNumber(trade.entryPrice, decimals),
      formatNumber(trade.exitPrice, decimals),
      resultCell(trade.pnl, snapshot.quoteCurrency),
      trade.exitReason,
    ],
  }));
  return <PlainTable label="Closed trades" columns={tradeColumns} rows={rows} />;
}
