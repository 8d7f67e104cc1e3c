import type { BarIndex } from '../core/nominal';
import type { OrderIntent } from '../core/order-intent';

/** What the user may do to a running session. */
export type UserCommand =
  | { readonly kind: 'order'; readonly intent: OrderIntent }
  | { readonly kind: 'cancel'; readonly name: string }
  /** Close every position and cancel what rests; the strategy goes on. */
  | { readonly kind: 'flatten' }
  /** The same, and hear the strategy no more. */
  | { readonly kind: 'halt' };

/** A command and the bar at whose close it was heard; −1 = before the first bar. */
export interface LoggedCommand {
  readonly sequence: number;
  readonly after: BarIndex;
  readonly command: UserCommand;
}

/** Append-only list of the user's commands. With the market's events it is all a replay needs. */
export class EventLog {
  private readonly entries: LoggedCommand[] = [];

  append(after: BarIndex, command: UserCommand): LoggedCommand {
    const entry = { sequence: this.entries.length, after, command };
    this.entries.push(entry);
    return entry;
  }

  all(): readonly LoggedCommand[] {
    return this.entries;
  }
}
