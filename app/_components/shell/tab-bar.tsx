'use client';

import { Menu } from '@mantine/core';
import { IconDots, IconHelp, IconLock, IconSettings } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { openHelp, openSettings } from '../../_hooks/use-shell';
import { placeOf, places } from './places';
import classes from './shell.module.css';

/** The places at the thumb, on phones. */
export function TabBar() {
  const here = placeOf(usePathname());
  const more = places.filter((place) => place.inMore);
  return (
    <nav className={classes.tabbar} aria-label="Places">
      {places
        .filter((place) => !place.inMore)
        .map(({ href, label, icon: Icon }) => (
          <Link
            key={href}
            href={href}
            className={classes.tab}
            aria-current={here === href ? 'page' : undefined}
          >
            <Icon size={21} stroke={1.8} aria-hidden="true" />
            {label}
          </Link>
        ))}
      <Menu position="top-end" width={260}>
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
    </nav>
  );
}
