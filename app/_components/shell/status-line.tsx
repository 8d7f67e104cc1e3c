import type { ReactNode } from 'react';
import classes from './shell.module.css';

/** The 24 px line at the foot of a place: what is true of what is on screen. Absent on phones. */
export function StatusLine({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <footer className={classes.status}>
      {children}
      <span className={classes.spring} />
      {end}
    </footer>
  );
}
