import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ComparePlace } from './_components/compare-place';

export const metadata: Metadata = {
  title: 'Compare runs',
  description: 'Kept backtests side by side.',
};

export default function ComparePage() {
  return (
    <Suspense>
      <ComparePlace />
    </Suspense>
  );
}
