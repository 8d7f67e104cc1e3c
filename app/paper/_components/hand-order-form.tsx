import { Button, NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { formatMoney } from '../../../lib/analytics/views/format';
import type { HandOrder, PaperSnapshot } from '../../../workers/paper.api';
import { paper } from '../../../workers/paper.client';
import place from '../../_components/place.module.css';
import { during } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import classes from './hand-order-form.module.css';

/** An order of the user's own, beside the strategy's. It is heard at the next close and meets the market after it. */
export function HandOrderForm({ snapshot }: { snapshot: PaperSnapshot }) {
  const { id, isMine, state, lastPrice, quoteCurrency } = snapshot;
  const busy = usePaper((s) => s.busy);
  const [kind, setKind] = useState<HandOrder['kind']>('market');
  const [side, setSide] = useState<HandOrder['side']>('buy');
  const [quantity, setQuantity] = useState<number | string>('');
  const [price, setPrice] = useState<number | string>('');
  const [reduceOnly, setReduceOnly] = useState(false);
  const connected = state === 'live' || state === 'halted';
  const units = typeof quantity === 'number' ? quantity : Number.NaN;
  const level = typeof price === 'number' ? price : Number.NaN;
  const ready = units > 0 && (kind === 'market' || level > 0);
  const reference = kind === 'market' ? lastPrice : level;
  const why = !isMine
    ? 'Another tab runs this session; orders are given there.'
    : connected
      ? null
      : 'Without a connection no order could be sent.';
  const send = () =>
    during('Sending', () =>
      paper.order(id, {
        kind,
        side,
        quantity: units,
        reduceOnly,
        ...(kind === 'market' ? {} : { price: level }),
      }),
    );
  return (
    <form
      className={classes.handOrder}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SegmentedControl
        aria-label="Side"
        value={side}
        onChange={(next) => setSide(next as HandOrder['side'])}
        data={[
          { value: 'buy', label: 'Buy' },
          { value: 'sell', label: 'Sell' },
        ]}
      />
      <Select
        label="Kind"
        data={[
          { value: 'market', label: 'Market' },
          { value: 'limit', label: 'Limit' },
          { value: 'stop', label: 'Stop' },
        ]}
        value={kind}
        allowDeselect={false}
        onChange={(next) => next !== null && setKind(next as HandOrder['kind'])}
      />
      <NumberInput
        label="Units"
        min={0}
        decimalScale={8}
        hideControls
        value={quantity}
        onChange={setQuantity}
      />
      {kind !== 'market' && (
        <NumberInput
          label={kind === 'limit' ? 'Limit price' : 'Stop price'}
          min={0}
          decimalScale={8}
          hideControls
          value={price}
          onChange={setPrice}
        />
      )}
      <Switch
        label="Reduce only"
        checked={reduceOnly}
        onChange={(event) => setReduceOnly(event.currentTarget.checked)}
      />
      <Button
        type="submit"
        className={place.touch ?? ''}
        disabled={!ready || why !== null}
        loading={busy === 'Sending'}
      >
        {side === 'buy' ? 'Buy' : 'Sell'}
        {ready && reference !== null
          ? ` for about ${formatMoney(units * reference, quoteCurrency, { decimals: 0 })}`
          : ''}
      </Button>
      <p className={place.hint}>
        {why ?? 'Heard after the last close; it meets the market from the next bar on.'}
      </p>
    </form>
  );
}
