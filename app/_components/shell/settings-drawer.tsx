'use client';

import {
  Drawer,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { setPreference, usePreferences } from '../../_hooks/use-preferences';
import { shell, useShell } from '../../_hooks/use-shell';
import type { Preferences } from '../../_theme/preferences';

/** How the pages look; kept in this browser. */
export default function SettingsDrawer() {
  const open = useShell((s) => s.settingsOpen);
  const preferences = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Drawer
      opened={open}
      onClose={() => shell.set({ settingsOpen: false })}
      position="right"
      size={340}
      title="Settings"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="lg">
        <Choice
          label="Theme"
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'System' },
          ]}
        />
        <Choice<Preferences['market']>
          label="Market colours, up and down"
          value={preferences.market}
          onChange={(value) => setPreference('market', value)}
          data={[
            { value: 'green-red', label: 'Green, red' },
            { value: 'blue-orange', label: 'Blue, orange' },
            { value: 'inverted', label: 'Red, green' },
          ]}
        />
        <Choice<Preferences['density']>
          label="Density"
          value={preferences.density}
          onChange={(value) => setPreference('density', value)}
          data={[
            { value: 'compact', label: 'Compact' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
        />
        <Choice<Preferences['zone']>
          label="Times shown in"
          value={preferences.zone}
          onChange={(value) => setPreference('zone', value)}
          data={[
            { value: 'data', label: 'The data’s zone' },
            { value: 'local', label: 'My zone' },
          ]}
        />
        <Switch
          label="High contrast"
          description="Black or white ground, stronger lines, hollow up candles."
          checked={preferences.contrast === 'high'}
          onChange={(event) =>
            setPreference('contrast', event.currentTarget.checked ? 'high' : 'normal')
          }
        />
      </Stack>
    </Drawer>
  );
}

function Choice<T extends string>({
  label,
  value,
  onChange,
  data,
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  data: { value: T; label: string }[];
}) {
  return (
    <div>
      <Text fw={600} mb={6}>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={value}
        onChange={(next) => onChange(next as T)}
        data={data}
      />
    </div>
  );
}
