import { Menu } from '@mantine/core';
import { IconDots, IconHelp, IconLock, IconSettings } from '@tabler/icons-react';
import Link from 'next/link';
import { openHelp, openSettings } from '../../_hooks/use-shell';
import { places } from './places';
import classes from './shell.module.css';

/** The places that have no tab of their own, settings and help; loaded with the first tap on the button. */
export default function MoreMenu({ here }: { here: string }) {
  const more = places.filter((place) => place.inMore);
  return (
    <Menu position="top-end" width={260} defaultOpened>
      <Menu.Target>
        <button
          type="button"
          className={classes.tab}
          data-current={more.some(({ href }) => href === here) || undefined}
        >
          <IconDots size={21} stroke={1.8} aria-hidden="true" />
          More
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {more.map(({ href, label, icon: Icon }) => (
          <Menu.Item
            key={href}
            component={Link}
            href={href}
            leftSection={<Icon size={17} />}
            aria-current={here === href ? 'page' : undefined}
            mih={44}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={17} />} onClick={openSettings} mih={44}>
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconHelp size={17} />} onClick={openHelp} mih={44}>
          Keys and help
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>
          <IconLock size={12} aria-hidden="true" /> Stays on this device: what you load is never
          sent anywhere.
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
