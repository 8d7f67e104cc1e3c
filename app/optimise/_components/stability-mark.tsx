import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Stability } from './stability';
import classes from './stability-mark.module.css';

/** How a cell stands among its neighbours, as an icon with its word. */
export function StabilityMark({ kind }: { kind: Stability }) {
  if (kind === 'plateau') {
    return (
      <span className={classes.plateau}>
        <IconCheck size={14} stroke={1.9} aria-hidden="true" /> Plateau
      </span>
    );
  }
  if (kind === 'peak') {
    return (
      <span className={classes.peak}>
        <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" /> Peak
      </span>
    );
  }
  return <span className="faint">–</span>;
}
