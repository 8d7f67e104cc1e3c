'use client';

import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { TradeFilter } from '../../../lib/analytics/views/trade-table';
import classes from './trades.module.css';

/** Side, outcome and words of the exit reason. */
export function TradesFilter(props: {
  readonly filter: TradeFilter;
  readonly shown: number;
  readonly total: number;
  onChange(filter: TradeFilter): void;
}) {
  const { filter, shown, total, onChange } = props;
  return (
    <div className={classes.filter}>
      <SegmentedControl
        aria-label="Side"
        value={filter.side}
        onChange={(side) => onChange({ ...filter, side: side as TradeFilter['side'] })}
        data={[
          { value: 'all', label: 'Both sides' },
          { value: 'long', label: 'Long' },
          { value: 'short', label: 'Short' },
        ]}
      />
      <SegmentedControl
        aria-label="Outcome"
        value={filter.outcome}
        onChange={(outcome) => onChange({ ...filter, outcome: outcome as TradeFilter['outcome'] })}
        data={[
          { value: 'all', label: 'All' },
          { value: 'won', label: 'Winners' },
          { value: 'lost', label: 'Losers' },
          { value: 'open', label: 'Open' },
        ]}
      />
      <TextInput
        className={classes.search ?? ''}
        aria-label="Exit reason contains"
        placeholder="Exit reason"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <span className={classes.count} aria-live="polite">
        {shown} of {total}
      </span>
    </div>
  );
}
