import { SegmentedControl } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBolt,
  IconCheck,
  IconClock,
  IconHandStop,
  IconPointFilled,
  IconSend,
} from '@tabler/icons-react';
import { useState } from 'react';
import { formatDateTime } from '../../../lib/analytics/views/format';
import type { PaperLogKind, PaperLogLine, PaperSnapshot } from '../../../workers/paper.api';
import place from '../../_components/place.module.css';
import classes from './event-list.module.css';
import shared from './paper.module.css';

const icons = {
  started: IconClock,
  bar: IconPointFilled,
  decision: IconBolt,
  order: IconSend,
  fill: IconCheck,
  command: IconHandStop,
  disconnected: IconAlertTriangle,
  reconnected: IconAlertTriangle,
  away: IconAlertTriangle,
  fault: IconAlertTriangle,
  recovered: IconClock,
  ended: IconClock,
} as const satisfies Readonly<Record<PaperLogKind, unknown>>;

const views = {
  all: () => true,
  decisions: (kind: PaperLogKind) =>
    kind === 'decision' || kind === 'order' || kind === 'fill' || kind === 'command',
  faults: (kind: PaperLogKind) =>
    kind === 'disconnected' || kind === 'reconnected' || kind === 'away' || kind === 'fault',
} as const;

type View = keyof typeof views;

/** What happens in a session, newest first. */
export function EventList({ snapshot }: { snapshot: PaperSnapshot }) {
  const [view, setView] = useState<View>('all');
  const lines = snapshot.log.filter(({ kind }) => views[view](kind));
  return (
    <section className={classes.events} aria-labelledby="events">
      <div className={`${shared.heading} ${classes.heading}`}>
        <h2 id="events">As it happens</h2>
        <SegmentedControl
          size="xs"
          aria-label="Which events"
          value={view}
          onChange={(next) => setView(next as View)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'decisions', label: 'Decisions' },
            { value: 'faults', label: 'Faults' },
          ]}
        />
      </div>
      <EventLines lines={lines.slice(0, 60)} />
    </section>
  );
}

/** Lines of the log with the time each was known. */
export function EventLines({ lines }: { lines: readonly PaperLogLine[] }) {
  if (lines.length === 0) return <p className={place.none}>Nothing of this kind happened yet.</p>;
  return (
    <ol className={classes.lines}>
      {lines.map(({ sequence, at, kind, text }) => {
        const Icon = icons[kind];
        return (
          <li key={`${sequence} ${kind}`} data-kind={kind}>
            <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at, 'UTC')} UTC`}>
              {new Date(at).toISOString().slice(11, 19)}
            </time>
            <Icon size={13} stroke={1.9} aria-hidden="true" />
            <span>{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
