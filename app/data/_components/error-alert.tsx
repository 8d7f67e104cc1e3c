import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './error-alert.module.css';

/** What went wrong and what to do about it, said at once by screen readers. */
export function ErrorAlert({
  title,
  children,
}: {
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <Alert
      className={classes.alert ?? ''}
      role="alert"
      icon={<IconAlertTriangle size={16} aria-hidden />}
      title={title}
    >
      {children}
    </Alert>
  );
}
