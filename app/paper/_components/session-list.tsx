import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { formatSignedPercent } from '../../../lib/analytics/views/format';
import { exchangeListings } from '../../../lib/market/exchange/exchange.schema';
import type { PaperListing } from '../../../workers/paper.api';
import place from '../../_components/place.module.css';
import { askForNew, watchSession } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import shared from './paper.module.css';
import classes from './session-list.module.css';
import { sessionWords, toneOf } from './session-words';

/** Every session of this browser, the one on the page marked. */
export function SessionList() {
  const listings = usePaper((s) => s.listings);
  const selected = usePaper((s) => s.selected);
  const isNew = usePaper((s) => s.isNew);
  return (
    <section className={classes.sessions} aria-labelledby="sessions">
      <div className={shared.heading}>
        <h2 id="sessions">Sessions</h2>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={place.touch ?? ''}
          leftSection={<IconPlus size={14} stroke={1.9} aria-hidden="true" />}
          aria-pressed={isNew}
          onClick={askForNew}
        >
          New
        </Button>
      </div>
      {listings === null && <p className={place.hint}>Reading the sessions of this browser …</p>}
      {listings?.length === 0 && <p className={place.hint}>None yet.</p>}
      <ul className={classes.sessionRows}>
        {listings?.map((listing) => (
          <li key={listing.id}>
            <SessionRow listing={listing} isShown={listing.id === selected} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SessionRow({ listing, isShown }: { listing: PaperListing; isShown: boolean }) {
  const { word, tone } = sessionWords[listing.state];
  const exchange = exchangeListings.find(({ id }) => id === listing.series.exchange);
  return (
    <button
      type="button"
      className={classes.sessionRow}
      aria-current={isShown || undefined}
      onClick={() => watchSession(listing.id)}
    >
      <span className={classes.sessionName}>
        {listing.series.symbol} · {listing.series.interval}
      </span>
      <span className={toneOf(listing.totalReturn)}>
        {formatSignedPercent(listing.totalReturn, 2)}
      </span>
      <span className={classes.sessionSub}>
        {listing.name === '' ? listing.strategy : listing.name}
        {exchange?.isReplay === true && <span className="dashed-badge">Replay</span>}
      </span>
      <span className={`${shared.dot} ${classes.sessionState}`} data-tone={tone}>
        {word}
      </span>
    </button>
  );
}
