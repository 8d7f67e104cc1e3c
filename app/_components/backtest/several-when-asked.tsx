import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCompareState } from '../../_hooks/compare-state';

const SeveralDataSets = dynamic(() => import('./several-data-sets'), { ssr: false });

/** The dialog of data sets; loaded the first time it is opened. */
export function SeveralDataSetsWhenAsked() {
  const open = useCompareState((s) => s.dataSetsOpen);
  const [seen, setSeen] = useState(open);
  if (open && !seen) setSeen(true);
  return seen ? <SeveralDataSets /> : null;
}
