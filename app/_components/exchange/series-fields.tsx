import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import {
  type ExchangeId,
  type ExchangeInterval,
  exchangeIntervals,
  exchangeListings,
} from '../../../lib/market/exchange/exchange.schema';
import { ask, useExchangeSymbols } from './exchange-symbols';
import classes from './series-fields.module.css';

/** A series of bars as it is being chosen. */
export interface SeriesChoice {
  readonly exchange: ExchangeId;
  /** null = none chosen yet. */
  readonly symbol: string | null;
  readonly interval: ExchangeInterval;
}

/** Longer lists are searched, not scrolled. */
const mostShown = 60;

const exchangeGroups = [
  {
    group: 'Works offline',
    items: exchangeListings
      .filter((it) => it.isReplay)
      .map(({ id, label }) => ({ value: id, label })),
  },
  {
    group: 'Through this site',
    items: exchangeListings
      .filter((it) => !it.isReplay)
      .map(({ id, label }) => ({ value: id, label })),
  },
];
const intervals = Object.entries(exchangeIntervals).map(([value, ms]) => ({
  value,
  label: intervalLabel(ms),
}));

/** Exchange, symbol and interval. */
export function SeriesFields({
  value,
  onChange,
}: {
  value: SeriesChoice;
  onChange(next: SeriesChoice): void;
}) {
  const listing = exchangeListings.find(({ id }) => id === value.exchange);
  const { symbols, error } = useExchangeSymbols(value.exchange);
  const options = useMemo(() => symbols?.map(({ symbol }) => symbol) ?? [], [symbols]);
  const shown =
    value.symbol !== null && !options.includes(value.symbol) ? [value.symbol, ...options] : options;
  return (
    <div className={classes.fields}>
      <Select
        label="Exchange"
        description={listing?.help}
        data={exchangeGroups}
        value={value.exchange}
        allowDeselect={false}
        onChange={(id) => {
          if (id === null) return;
          const next = exchangeListings.find((it) => it.id === id);
          // Every replay plays the same markets; elsewhere the symbol may be called otherwise.
          const keeps = listing?.isReplay === true && next?.isReplay === true;
          onChange({
            ...value,
            exchange: id as ExchangeId,
            symbol: keeps ? value.symbol : null,
          });
        }}
      />
      <div className={classes.pair}>
        <Select
          label="Symbol"
          placeholder={symbols === null && error === null ? 'Asking …' : 'BTC/USDT'}
          data={shown}
          value={value.symbol}
          searchable
          limit={mostShown}
          nothingFoundMessage="No such market on this exchange"
          onChange={(symbol) => onChange({ ...value, symbol })}
        />
        <Select
          label="Interval"
          data={intervals}
          value={value.interval}
          allowDeselect={false}
          onChange={(interval) =>
            interval !== null && onChange({ ...value, interval: interval as ExchangeInterval })
          }
        />
      </div>
      {error !== null && (
        <div className={classes.error} role="alert">
          {error}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => void ask(value.exchange)}>
            Ask again
          </Button>
        </div>
      )}
    </div>
  );
}
