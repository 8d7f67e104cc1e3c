'use client';

import { ActionIcon, Button, Table, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconDownload,
  IconFilter,
  IconTriangleFilled,
  IconTriangleInvertedFilled,
} from '@tabler/icons-react';
import Link from 'next/link';
import { type UIEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { currencyMark } from '../../../lib/analytics/views/format';
import {
  everyTrade,
  filterTrades,
  sortTrades,
  type TradeLine,
  type TradeSort,
  tradeLine,
} from '../../../lib/analytics/views/trade-table';
import { useIsPhone } from '../../_hooks/use-media';
import { usePreferences } from '../../_hooks/use-preferences';
import { ariaSort, nextSort, phoneDetail, tradeColumns } from './trade-columns';
import classes from './trades.module.css';
import { TradesFilter } from './trades-filter';
import { scrollToRow, visibleRows } from './visible-rows';

export interface TradesTableProps {
  readonly result: RunResult;
  readonly selectedTrade: number | null;
  onSelectTrade(number: number | null): void;
  onExport(): void;
}

const HEAD_HEIGHT = 28;
const PHONE_PAGE = 30;

/** Every trade of a run: sorted by a press on a heading, filtered, and shown on the chart by a press on a row. */
export function TradesTable(props: TradesTableProps) {
  const { result, selectedTrade, onSelectTrade, onExport } = props;
  const phone = useIsPhone();
  const [sort, setSort] = useState<TradeSort>({ column: 'number', descending: true });
  const [filter, setFilter] = useState(everyTrade);
  const [filtering, setFiltering] = useState(false);
  const trades = useMemo(
    () => sortTrades(filterTrades(result.trades, filter), sort),
    [result.trades, filter, sort],
  );

  if (result.trades.length === 0) {
    return <p className={classes.empty}>{result.emptyReason ?? 'No trades in this run.'}</p>;
  }
  const tools = (
    <span className={classes.tools}>
      <Tooltip label="Filter">
        <ActionIcon
          size={phone ? 44 : 22}
          aria-label="Filter the trades"
          aria-pressed={filtering}
          variant={filtering || filter !== everyTrade ? 'light' : 'subtle'}
          onClick={() => setFiltering(!filtering)}
        >
          <IconFilter size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Save all trades as CSV">
        <ActionIcon size={phone ? 44 : 22} aria-label="Save all trades as CSV" onClick={onExport}>
          <IconDownload size={14} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
  const none =
    trades.length === 0 ? (
      <p className={classes.empty}>
        No trade fits the filter.{' '}
        <Button size="compact-xs" onClick={() => setFilter(everyTrade)}>
          Show all {result.trades.length}
        </Button>
      </p>
    ) : null;
  const shared = { result, trades, selectedTrade, onSelectTrade };
  return (
    <div className={classes.root}>
      {phone ? <div className={classes.phoneTools}>{tools}</div> : null}
      {filtering ? (
        <TradesFilter
          filter={filter}
          shown={trades.length}
          total={result.trades.length}
          onChange={setFilter}
        />
      ) : null}
      {phone ? (
        <PhoneTrades {...shared} />
      ) : (
        <WideTrades {...shared} sort={sort} onSort={setSort} tools={tools} />
      )}
      {none}
    </div>
  );
}

interface ShownTrades {
  readonly result: RunResult;
  readonly trades: RunResult['trades'];
  readonly selectedTrade: number | null;
  onSelectTrade(number: number | null): void;
}

const whyLink = (result: RunResult, number: number): string =>
  `/run/${result.identity.runId}/trade/${number}`;

function Side({ line }: { readonly line: TradeLine }) {
  return (
    <span className={classes.side}>
      {line.side === 'long' ? (
        <IconTriangleFilled size={9} className="up" aria-hidden="true" />
      ) : (
        <IconTriangleInvertedFilled size={9} className="down" aria-hidden="true" />
      )}
      {line.side === 'long' ? 'Long' : 'Short'}
    </span>
  );
}

const toneClass = (line: TradeLine): string => (line.tone === 'plain' ? '' : line.tone);

function WideTrades(
  props: ShownTrades & {
    readonly sort: TradeSort;
    onSort(sort: TradeSort): void;
    readonly tools: React.ReactNode;
  },
) {
  const { result, trades, selectedTrade, onSelectTrade, sort, onSort } = props;
  const rowHeight = usePreferences().density === 'comfortable' ? 36 : 27;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 400 });
  const onScroll = (event: UIEvent<HTMLDivElement>): void =>
    setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setView({ top: element.scrollTop, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = scroller.current;
    const index = trades.findIndex((trade) => trade.number === selectedTrade);
    if (!element || index < 0) return;
    const top = scrollToRow(index, rowHeight, element.scrollTop, element.clientHeight, HEAD_HEIGHT);
    if (top !== null) element.scrollTop = top;
  }, [selectedTrade, trades, rowHeight]);

  const columns = tradeColumns(currencyMark(result.data.quoteCurrency));
  const rows = visibleRows(trades.length, rowHeight, view.top, view.height);
  return (
    <div ref={scroller} className={classes.scroll} onScroll={onScroll}>
      <Table
        className={classes.table ?? ''}
        stickyHeader
        horizontalSpacing={8}
        verticalSpacing={0}
        fz={12}
        aria-label="Trades"
        aria-rowcount={trades.length + 1}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((heading) => (
              <Table.Th
                key={heading.column}
                ta={heading.align}
                aria-sort={ariaSort(sort, heading.column)}
              >
                <UnstyledButton
                  className={classes.heading ?? ''}
                  {...(heading.spoken ? { 'aria-label': heading.spoken } : {})}
                  onClick={() => onSort(nextSort(sort, heading.column))}
                >
                  {heading.label}
                  {sort.column === heading.column ? (sort.descending ? ' ▾' : ' ▴') : ''}
                </UnstyledButton>
              </Table.Th>
            ))}
            <Table.Th ta="right">{props.tools}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.before > 0 ? <tr style={{ height: rows.before }} /> : null}
          {trades.slice(rows.from, rows.to).map((trade, i) => {
            const line = tradeLine(trade, result.data);
            return (
              <Table.Tr
                key={line.number}
                className={classes.row ?? ''}
                data-selected={line.number === selectedTrade || undefined}
                aria-rowindex={rows.from + i + 2}
                onClick={() => onSelectTrade(line.number)}
              >
                <Table.Td>
                  <UnstyledButton
                    className={classes.number ?? ''}
                    aria-label={line.summary}
                    aria-pressed={line.number === selectedTrade}
                  >
                    {line.number}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>
                  <Side line={line} />
                </Table.Td>
                <Table.Td>{line.entryTime}</Table.Td>
                <Table.Td ta="right">{line.entryPrice}</Table.Td>
                <Table.Td className={line.open ? 'faint' : ''}>{line.exitTime}</Table.Td>
                <Table.Td ta="right">{line.exitPrice}</Table.Td>
                <Table.Td ta="right">{line.bars}</Table.Td>
                <Table.Td ta="right">{line.quantity}</Table.Td>
                <Table.Td ta="right" fw={600} className={toneClass(line)}>
                  {line.pnl}
                </Table.Td>
                <Table.Td ta="right" className={toneClass(line)}>
                  {line.returnFraction}
                </Table.Td>
                <Table.Td ta="right" className="dim">
                  {line.worst}
                </Table.Td>
                <Table.Td ta="right" className="dim">
                  {line.best}
                </Table.Td>
                <Table.Td ta="right" className="dim">
                  {line.costs}
                </Table.Td>
                <Table.Td className="dim">{line.exitReason}</Table.Td>
                <Table.Td ta="right">
                  <Why result={result} number={line.number} />
                </Table.Td>
              </Table.Tr>
            );
          })}
          {rows.after > 0 ? <tr style={{ height: rows.after }} /> : null}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function PhoneTrades(props: ShownTrades) {
  const { result, trades, selectedTrade, onSelectTrade } = props;
  const [shown, setShown] = useState(PHONE_PAGE);
  return (
    <>
      <ul className={classes.list}>
        {trades.slice(0, shown).map((trade) => {
          const line = tradeLine(trade, result.data);
          return (
            <li key={line.number} data-selected={line.number === selectedTrade || undefined}>
              <UnstyledButton
                className={classes.card ?? ''}
                aria-label={line.summary}
                aria-pressed={line.number === selectedTrade}
                onClick={() => onSelectTrade(line.number)}
              >
                <span className={classes.cardTop}>
                  <b>
                    <Side line={line} />
                  </b>
                  <span className="dim">{line.entryTime}</span>
                  <b className={`${classes.end} ${toneClass(line)}`}>{line.pnl}</b>
                </span>
                <span className={classes.cardBottom}>
                  {phoneDetail(line)}
                  <span className={classes.end}>{line.returnFraction}</span>
                </span>
              </UnstyledButton>
              <Why result={result} number={line.number} />
            </li>
          );
        })}
      </ul>
      {trades.length > shown ? (
        <Button m={8} onClick={() => setShown(shown + PHONE_PAGE)}>
          Show {Math.min(PHONE_PAGE, trades.length - shown)} more of {trades.length}
        </Button>
      ) : null}
    </>
  );
}

function Why({ result, number }: { readonly result: RunResult; readonly number: number }) {
  return (
    <Link
      className={classes.why ?? ''}
      href={whyLink(result, number)}
      prefetch={false}
      aria-label={`Why trade ${number}`}
      onClick={(event) => event.stopPropagation()}
    >
      Why ›
    </Link>
  );
}
