import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { UnreadableRow } from './parsed-rows';

const maxUnreadable = 200_000;

/** What to do about rows that can't be read, as far as the reason tells. */
function adviceOn(reason: string): string {
  if (/^[a-z ]+ is ‘/.test(reason)) {
    return ' Numbers are read as 1234.5, or as 1234,5 between semicolons or tabs: leave out what groups thousands, signs of currency and units.';
  }
  return / columns, expected /.test(reason)
    ? ' Every row needs as many cells as the header; one that holds the separator goes in quotes.'
    : '';
}

/** The lines of a file that are no bars, as long as they are not most of it. */
export class UnreadableRows {
  private readonly kept: UnreadableRow[] = [];

  get list(): readonly UnreadableRow[] {
    return this.kept;
  }

  /** @throws {DataError} where there are too many to be listed */
  add(unreadable: UnreadableRow): void {
    const { row, reason } = unreadable;
    if (this.kept.length >= maxUnreadable) {
      throw new DataError(
        `More than ${countText(maxUnreadable)} rows can't be read; the latest is row ${row}: ${reason}.`,
        { row },
      );
    }
    this.kept.push(unreadable);
  }

  /**
   * Holds them to the rows that were read.
   * @throws {DataError} where none was, or fewer than were not
   */
  check(read: number): void {
    const { kept } = this;
    if (read > 0 && kept.length <= read) return;
    const first = kept[0];
    throw new DataError(
      read === 0 && first === undefined
        ? 'The file has no rows of data.'
        : `${countText(kept.length)} of ${countText(read + kept.length)} rows can't be read${first === undefined ? '' : `; row ${first.row}: ${first.reason}`}.${first === undefined ? '' : adviceOn(first.reason)}`,
      first === undefined ? {} : { row: first.row, value: first.text },
    );
  }
}
