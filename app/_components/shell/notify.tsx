import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

interface Notice {
  readonly title?: string;
  readonly message: string;
  readonly kind?: 'done' | 'care' | 'error';
  /** Offers Undo for ten seconds. */
  readonly undo?: () => void;
}

const tones = { done: 'var(--ok)', care: 'var(--warn-fill)', error: 'var(--bad)' } as const;

/** A short message at the edge of the page. Errors stay until closed. */
export function notify({ title, message, kind = 'done', undo }: Notice): void {
  const id = notifications.show({
    ...(title === undefined ? {} : { title }),
    color: tones[kind],
    withBorder: true,
    autoClose: kind === 'error' ? false : undo ? 10_000 : 6000,
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              undo();
              notifications.hide(id);
            }}
          >
            Undo
          </Button>
        )}
      </Group>
    ),
  });
}
