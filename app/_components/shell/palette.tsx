'use client';

import { Kbd } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { openHelp, openSettings, shell, useShell } from '../../_hooks/use-shell';
import { places } from './places';

const [store, palette] = createSpotlight();

/** Everything that can be done from here, by name. */
export default function Palette() {
  const router = useRouter();
  const open = useShell((s) => s.paletteOpen);
  const offered = useShell((s) => s.commands);

  // The component is loaded with the first request; later ones reach it here too.
  useEffect(() => {
    if (open) palette.open();
  }, [open]);

  const actions = useMemo(() => {
    const groups = new Map<string, SpotlightActionGroupData['actions']>();
    for (const command of Object.values(offered).flat()) {
      const list = groups.get(command.group) ?? [];
      list.push({
        id: command.id,
        label: command.label,
        ...(command.description === undefined ? {} : { description: command.description }),
        ...(command.keywords === undefined ? {} : { keywords: [...command.keywords] }),
        ...(command.keys === undefined ? {} : { rightSection: <Kbd>{command.keys}</Kbd> }),
        onClick: command.run,
      });
      groups.set(command.group, list);
    }
    groups.set('Go to', [
      ...places.map(({ href, label, key, icon: Icon }) => ({
        id: `go ${href}`,
        label,
        leftSection: <Icon size={17} stroke={1.8} />,
        rightSection: <Kbd>G {key.toUpperCase()}</Kbd>,
        onClick: () => router.push(href),
      })),
      { id: 'settings', label: 'Settings', keywords: ['theme', 'colours'], onClick: openSettings },
      { id: 'help', label: 'All keys', rightSection: <Kbd>?</Kbd>, onClick: openHelp },
    ]);
    return [...groups].map(([group, list]) => ({ group, actions: list }));
  }, [offered, router]);

  return (
    <Spotlight
      actions={actions}
      store={store}
      onSpotlightClose={() => shell.set({ paletteOpen: false })}
      shortcut={null}
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      scrollable
      maxHeight={420}
      nothingFound="Nothing here is called that."
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.8} />,
        placeholder: 'Search or run…',
        'aria-label': 'Search or run',
      }}
    />
  );
}
