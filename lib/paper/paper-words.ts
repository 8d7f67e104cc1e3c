import { refusalWords } from '../analytics/refused-orders';
import type { LiveCommand } from '../backtest/live-record.schema';
import { countText } from '../core/count-text';
import type { Fill } from '../execution/ledger';
import { figureText } from '../strategies/figure-text';
import type { PaperCommand } from './paper-event';

const ends: Readonly<Record<string, string>> = {
  replaced: 'replaced by a newer one',
  flat: 'nothing left to protect',
  user: 'cancelled by hand',
  expired: 'expired',
  liquidation: 'the position was liquidated',
  band: 'too small a change',
  participation: 'cut to the volume of the bar',
};

/** Why an order ended or was refused, in words. */
export const endWords = (reason: string): string => ends[reason] ?? refusalWords[reason] ?? reason;

/** `Bought 0.0600 at 94,408.00`. */
export function fillText(fill: Fill, why: string): string {
  const verb = fill.side === 'buy' ? 'Bought' : 'Sold';
  return `${verb} ${figureText(fill.quantity)} at ${figureText(fill.price)}${why === '' ? '' : ` (${why})`}`;
}

/** `Sell 0.1 at 3,100.00 or better`. */
export function commandText(command: PaperCommand | LiveCommand): string {
  switch (command.kind) {
    case 'order': {
      const { kind, side, quantity, price = 0, reduceOnly } = command.order;
      const verb = side === 'buy' ? 'Buy' : 'Sell';
      const how = { market: 'at market', limit: 'at limit', stop: 'at stop' }[kind];
      const at = kind === 'market' ? '' : ` ${figureText(price)}`;
      return `${verb} ${figureText(quantity)} ${how}${at}${reduceOnly ? ', to close only' : ''}`;
    }
    case 'cancel':
      return `Cancel ${command.name}`;
    case 'flatten':
      return 'Flatten: cancel every order and close the position';
    case 'halt':
      return 'Kill switch: cancel every order, close the position, hear the strategy no more';
  }
}

/** `12 bars`, `1 bar`. */
export const barsText = (count: number): string =>
  `${countText(count)} ${count === 1 ? 'bar' : 'bars'}`;
