import { Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { HonestyNote } from '../../../lib/analytics/run-result';
import shared from './backtest.module.css';
import strip from './honesty-strip.module.css';

/** What to keep in mind beside the figures; absent when there is nothing to say. */
export function HonestyStrip({ notes }: { notes: readonly HonestyNote[] }) {
  if (notes.length === 0) return null;
  return (
    <aside className={strip.note} aria-label="Read with care">
      <span className={strip.noteLead}>
        <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" />
        <span className={strip.noteWord}>Read with care</span>
      </span>
      <span className={strip.noteText}>
        {notes.map((note) => (
          <span key={note.id}>
            <b>{note.lead}</b> {note.text}
          </span>
        ))}
      </span>
      <span className={shared.spring} />
      <Popover width={380} position="bottom-end" withArrow>
        <Popover.Target>
          <button type="button" className={strip.noteMore}>
            {notes.length} {notes.length === 1 ? 'note' : 'notes'} ›
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ul className={strip.noteList}>
            {notes.map((note) => (
              <li key={note.id}>
                <b>{note.lead}</b> {note.text}
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
    </aside>
  );
}
