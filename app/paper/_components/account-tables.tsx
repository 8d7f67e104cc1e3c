import { Button, Tabs } from '@mantine/core';
import {
  formatDateTime,
  formatMoney,
  formatNumber,
  formatUnits,
} from '../../../lib/analytics/views/format';
import type { PaperOrder, PaperSnapshot } from '../../../workers/paper.api';
import { paper } from '../../../workers/paper.client';
import tabs from '../../_components/backtest/backtest.module.css';
import place from '../../_components/place.module.css';
import { during } from '../_hooks/paper-actions';
import { EventLines } from './event-list';
import { HandOrderForm } from './hand-order-form';
import classes from './paper.module.css';
import { priceDecimals } from './price-decimals';
import { SetupLines } from './setup-lines';

const numbers = `${place.table} ${classes.numbers}`;

/** Positions and orders, trades, log and setup of a session. */
export function AccountTables({ snapshot }: { snapshot: PaperSnapshot }) {
  return (
    <Tabs defaultValue="orders" className={classes.tabs ?? ''} keepMounted={false}>
      <Tabs.List className={tabs.tabList ?? ''} aria-label="The session in tables">
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
        <SetupLines config={snapshot.config} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Position({ snapshot }: { snapshot: PaperSnapshot }) {
  const { position, series, quoteCurrency, lastPrice } = snapshot;
  if (position === null) return <p className={place.none}>Nothing is held.</p>;
  const decimals = priceDecimals(snapshot);
  const long = position.units > 0;
  return (
    <table className={numbers} aria-label="Position">
      <thead>
        <tr>
          <th scope="col">Position</th>
          <th scope="col">Side</th>
          <th scope="col">Units</th>
          <th scope="col">Entry</th>
          <th scope="col">Now</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{series.symbol}</td>
          <td className={long ? 'up' : 'down'}>{long ? '▲ Long' : '▼ Short'}</td>
          <td>{formatUnits(Math.abs(position.units))}</td>
          <td>{formatNumber(position.averagePrice, decimals)}</td>
          <td>{formatNumber(lastPrice, decimals)}</td>
          <td className={position.pnl < 0 ? 'down' : 'up'}>
            {formatMoney(position.pnl, quoteCurrency, { decimals: 2, signed: true })}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const statusWords: Readonly<Record<PaperOrder['status'], string>> = {
  open: 'Resting',
  filled: 'Filled',
  cancelled: 'Cancelled',
  expired: 'Expired',
  rejected: 'Refused',
  skipped: 'Left out',
};

function Orders({ snapshot }: { snapshot: PaperSnapshot }) {
  const orders = [...snapshot.openOrders, ...snapshot.doneOrders];
  if (orders.length === 0) return <p className={place.none}>No order was sent yet.</p>;
  const decimals = priceDecimals(snapshot);
  return (
    <table className={numbers} aria-label="Orders">
      <thead>
        <tr>
          <th scope="col">Decided, UTC</th>
          <th scope="col">Order</th>
          <th scope="col">Units</th>
          <th scope="col">Price</th>
          <th scope="col">State</th>
          <th scope="col">Note</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.name}>
            <td>{formatDateTime(order.decidedAt, 'UTC')}</td>
            <td>
              {order.type}
              {order.byHand && <span className={classes.byHand}>by hand</span>}
            </td>
            <td>{formatUnits(order.quantity)}</td>
            <td>{order.price === null ? 'at market' : formatNumber(order.price, decimals)}</td>
            <td data-state={order.status}>{statusWords[order.status]}</td>
            <td>
              {order.note}
              {order.status === 'open' && snapshot.isMine && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  className={place.touch ?? ''}
                  aria-label={`Cancel ${order.type.toLowerCase()} ${order.name}`}
                  onClick={() =>
                    void during('Cancelling', () => paper.cancelOrder(snapshot.id, order.name))
                  }
                >
                  Cancel
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Trades({ snapshot }: { snapshot: PaperSnapshot }) {
  if (snapshot.trades.length === 0) return <p className={place.none}>No trade was closed yet.</p>;
  const decimals = priceDecimals(snapshot);
  return (
    <table className={numbers} aria-label="Closed trades">
      <thead>
        <tr>
          <th scope="col">Closed, UTC</th>
          <th scope="col">Side</th>
          <th scope="col">Units</th>
          <th scope="col">Entry</th>
          <th scope="col">Exit</th>
          <th scope="col">Result</th>
          <th scope="col">Why closed</th>
        </tr>
      </thead>
      <tbody>
        {snapshot.trades.map((trade) => (
          <tr key={`${trade.entryTime} ${trade.exitTime}`}>
            <td>{formatDateTime(trade.exitTime, 'UTC')}</td>
            <td>{trade.side === 'long' ? '▲ Long' : '▼ Short'}</td>
            <td>{formatUnits(trade.quantity)}</td>
            <td>{formatNumber(trade.entryPrice, decimals)}</td>
            <td>{formatNumber(trade.exitPrice, decimals)}</td>
            <td className={trade.pnl < 0 ? 'down' : 'up'}>
              {formatMoney(trade.pnl, snapshot.quoteCurrency, { decimals: 2, signed: true })}
            </td>
            <td>{trade.exitReason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
