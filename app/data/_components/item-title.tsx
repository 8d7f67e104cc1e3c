'use client';

import { Badge, Button, TextInput, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import shared from '../data.module.css';
import classes from './item-title.module.css';

/** The heading of a detail with its buttons; Rename turns the name into a field in place. */
export function ItemTitle({
  id,
  name,
  badge = null,
  onRename,
  children,
}: {
  /** Another one ends a renaming under way. */
  id: string;
  name: string;
  /** What it is, where that is not bars. */
  badge?: string | null;
  /** null where the name is not the user's to change. */
  onRename: ((name: string) => Promise<void>) | null;
  children: ReactNode;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one starts afresh
  useEffect(() => setDraft(null), [id]);
  return (
    <header className={shared.bar}>
      {draft === null || onRename === null ? (
        <div className={classes.named}>
          <Title order={2} className={shared.title}>
            {name}
          </Title>
          {badge !== null && <Badge className={shared.ratesBadge}>{badge}</Badge>}
        </div>
      ) : (
        <form
          className={classes.renameForm}
          onSubmit={(event) => {
            event.preventDefault();
            const given = draft.trim();
            if (given !== '') void onRename(given).then(() => setDraft(null));
          }}
        >
          <TextInput
            aria-label="New name"
            data-autofocus
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
          />
          <Button type="submit" disabled={draft.trim() === ''}>
            Save name
          </Button>
        </form>
      )}
      <div className={classes.buttons}>
        {onRename !== null && draft === null && (
          <Button variant="subtle" onClick={() => setDraft(name)}>
            Rename
          </Button>
        )}
        {children}
      </div>
    </header>
  );
}
