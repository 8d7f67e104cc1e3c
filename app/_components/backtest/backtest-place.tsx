'use client';

import dynamic from 'next/dynamic';
import { openInLab } from '../../_hooks/lab-actions';
import { clearFragment, useFragment } from '../../_hooks/use-fragment';
import { Lab } from './lab';

const SharedRun = dynamic(() => import('../shared-run/shared-run').then((m) => m.SharedRun), {
  ssr: false,
});

/** The lab, or the run somebody shared when the address carries one. */
export function BacktestPlace() {
  const fragment = useFragment();
  if (fragment?.startsWith('#r1.')) {
    return (
      <SharedRun
        key={fragment}
        fragment={fragment}
        onOpenOwn={(data, config) => {
          openInLab(data, config);
          clearFragment();
        }}
      />
    );
  }
  return <Lab ready={fragment !== null} />;
}
