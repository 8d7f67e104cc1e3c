'use client';

import { IconDots } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { placeOf, places } from './places';
import classes from './shell.module.css';

const MoreMenu = dynamic(() => import('./more-menu'), {
  ssr: false,
  loading: () => <MoreButton isCurrent={false} onOpen={() => undefined} />,
});

/** The places at the thumb, on phones. */
export function TabBar() {
  const here = placeOf(usePathname());
  const [asked, setAsked] = useState(false);
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
      {asked ? (
        <MoreMenu here={here} />
      ) : (
        <MoreButton
          isCurrent={places.some((place) => place.inMore && place.href === here)}
          onOpen={() => setAsked(true)}
        />
      )}
    </nav>
  );
}

/** The button as it stands before its menu is loaded. */
function MoreButton({ isCurrent, onOpen }: { isCurrent: boolean; onOpen: () => void }) {
  return (
    <button
      type="button"
      className={classes.tab}
      aria-haspopup="menu"
      aria-expanded={false}
      data-current={isCurrent || undefined}
      onClick={onOpen}
    >
      <IconDots size={21} stroke={1.8} aria-hidden="true" />
      More
    </button>
  );
}
