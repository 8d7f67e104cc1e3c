import { HoverCard, Text } from '@mantine/core';
import { IconEye, IconLock } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import classes from './shell.module.css';

/** The promise, and what it rests on; where prices come from an exchange, that they do. */
export function PrivacyLine() {
  const here = usePathname();
  return here.startsWith('/paper') ? (
    <Line
      icon={IconEye}
      short="Prices come through this site"
      title="Your setup stays here, the question for prices does not"
      text="This site asks the exchange for the symbol and interval you chose and hands the prices on; it and the exchange can see that somebody asked. Strategy, orders, results and the log stay in this browser. There are no keys and no real orders."
    />
  ) : (
    <Line
      icon={IconLock}
      short={here.startsWith('/data') ? 'Files stay on this device' : 'Stays on this device'}
      title="What you load is never sent anywhere"
      text="Files are read, tested and kept by this browser. The site may only talk to itself, and it has no way to receive rows. A link you copy holds the settings and the result in the part after “#”, which browsers don’t send; never your prices. Only when you ask for prices of an exchange does this site fetch them for you."
    />
  );
}

function Line(props: {
  readonly icon: typeof IconLock;
  readonly short: string;
  readonly title: string;
  readonly text: string;
}) {
  const { icon: Icon, short, title, text } = props;
  return (
    <HoverCard width={320} position="bottom-end" withArrow>
      <HoverCard.Target>
        <button type="button" className={classes.privacy} aria-describedby="privacy-promise">
          <Icon size={13} stroke={1.9} aria-hidden="true" />
          {short}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown id="privacy-promise">
        <Text fw={600} mb={4}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
