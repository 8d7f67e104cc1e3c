'use client';

import { ActionIcon, Kbd } from '@mantine/core';
import { IconHelp, IconSearch, IconSettings } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { openHelp, openPalette, openSettings } from '../../_hooks/use-shell';
import { Logo } from './logo';
import { placeOf, places } from './places';
import { PrivacyLine } from './privacy-line';
import classes from './shell.module.css';
import { ThemeToggle } from './theme-toggle';

/** Logo, places, privacy line, palette, help, settings, theme. */
export function AppHeader() {
  const here = placeOf(usePathname());
  return (
    <div className={classes.header}>
      <Link href="/" className={classes.logo} aria-label="Lookback, to the backtest">
        <Logo />
      </Link>
      <nav className={classes.nav} aria-label="Places">
        {places.map((place) => (
          <Link
            key={place.href}
            href={place.href}
            className={classes.place}
            aria-current={here === place.href ? 'page' : undefined}
          >
            {place.label}
          </Link>
        ))}
      </nav>
      <span className={classes.spring} />
      <PrivacyLine />
      <button type="button" className={classes.search} onClick={openPalette}>
        <IconSearch size={14} stroke={1.9} aria-hidden="true" />
        <span className={classes.searchLabel}>Search or run…</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <div id="phone-header-actions" className={classes.phoneOnly} />
      <ActionIcon
        className={classes.phoneOnly}
        size={44}
        onClick={openPalette}
        aria-label="Search or run"
      >
        <IconSearch size={20} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon className={classes.desktopOnly} onClick={openHelp} aria-label="Keys and help">
        <IconHelp size={17} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon className={classes.desktopOnly} onClick={openSettings} aria-label="Settings">
        <IconSettings size={17} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
      <span className={classes.desktopOnly}>
        <ThemeToggle />
      </span>
    </div>
  );
}
