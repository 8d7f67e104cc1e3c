'use client';

import { AppShell } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { useKeys } from '../../_hooks/use-keys';
import { openHelp, openPalette, useShell } from '../../_hooks/use-shell';
import { wakePaper } from '../../_hooks/wake-paper';
import { AppHeader } from './app-header';
import { places } from './places';
import classes from './shell.module.css';
import { TabBar } from './tab-bar';
import { usePastedRows } from './use-pasted-rows';

const Palette = dynamic(() => import('./palette'), { ssr: false });
const HelpModal = dynamic(() => import('./help-modal'), { ssr: false });
const SettingsDrawer = dynamic(() => import('./settings-drawer'), { ssr: false });
const Notifications = dynamic(() => import('./notifications'), { ssr: false });
const DropAnywhere = dynamic(() => import('./drop-anywhere'), { ssr: false });

/** True from the first time the flag was; what is lazily loaded then stays mounted. */
function useOnceTrue(flag: boolean): boolean {
  const [seen, setSeen] = useState(flag);
  if (flag && !seen) setSeen(true);
  return seen;
}

/** Header, the place itself, and on phones the tab bar. What is not needed at once is loaded when idle or asked for. */
export function AppFrame({ children }: { children: ReactNode }) {
  const router = useRouter();
  const palette = useOnceTrue(useShell((s) => s.paletteOpen));
  const help = useOnceTrue(useShell((s) => s.helpOpen));
  const settings = useOnceTrue(useShell((s) => s.settingsOpen));
  const [idle, setIdle] = useState(false);

  const settled = useShell((s) => s.settled);

  useEffect(() => {
    // A place that has something to show first says when it did; others are given three seconds.
    const timer = setTimeout(() => setIdle(true), settled ? 300 : 3000);
    return () => clearTimeout(timer);
  }, [settled]);

  useEffect(() => {
    if (idle) void wakePaper();
  }, [idle]);
  usePastedRows();

  const goTo = Object.fromEntries(places.map((p) => [`g ${p.key}`, () => router.push(p.href)]));
  useKeys({ 'mod+k': openPalette, '?': openHelp, ...goTo });

  return (
    <AppShell
      header={{ height: 48 }}
      footer={{ height: 60, collapsed: false }}
      withBorder={false}
      transitionDuration={0}
      className={classes.frame ?? ''}
    >
      <a className="skip-link" href="#main">
        To the content
      </a>
      <AppShell.Header>
        <AppHeader />
      </AppShell.Header>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main ?? ''}>
        {children}
      </AppShell.Main>
      <AppShell.Footer className={classes.tabFooter ?? ''} component="div">
        <TabBar />
      </AppShell.Footer>
      {palette && <Palette />}
      {help && <HelpModal />}
      {settings && <SettingsDrawer />}
      {idle && <Notifications />}
      {idle && <DropAnywhere />}
    </AppShell>
  );
}
