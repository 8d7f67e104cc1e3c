import type { Metadata } from 'next';
import { OptimisePlace } from './_components/optimise-place';

export const metadata: Metadata = {
  title: 'Optimise',
  description: 'One or two settings over ranges, and what the best of many tries is worth.',
};

export default function OptimisePage() {
  return <OptimisePlace />;
}
