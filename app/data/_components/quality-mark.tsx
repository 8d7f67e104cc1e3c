import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './quality-mark.module.css';

export interface QualityMarkProps {
  /** Something is to be looked at. */
  readonly care: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A tick, or a sign of warning, before words of the same colour. */
export function QualityMark({ care, className = '', children }: QualityMarkProps) {
  const Icon = care ? IconAlertTriangle : IconCheck;
  return (
    <span className={`${classes.mark} ${care ? classes.care : classes.clean} ${className}`}>
      <Icon size={14} aria-hidden /> {children}
    </span>
  );
}

/** What is to be looked at in some data; “Clean” where nothing is. */
export function QualityOf({ parts }: { readonly parts: readonly string[] }) {
  const care = parts.length > 0;
  return <QualityMark care={care}>{care ? parts.join(', ') : 'Clean'}</QualityMark>;
}
