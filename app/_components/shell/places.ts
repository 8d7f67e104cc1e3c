import { IconChartLine, IconDatabase, IconGridDots, IconHistory } from '@tabler/icons-react';

/** The places of the app, in the order of the header. On phones those that are `inMore` are behind “More”. */
export const places = [
  { href: '/', label: 'Backtest', key: 'b', icon: IconChartLine, inMore: false },
  { href: '/data', label: 'Data', key: 'd', icon: IconDatabase, inMore: false },
  { href: '/optimise', label: 'Optimise', key: 'o', icon: IconGridDots, inMore: true },
  { href: '/runs', label: 'Runs', key: 'u', icon: IconHistory, inMore: false },
] as const;

/** `/run/…` belongs to the backtest, everything else to the place it begins with. */
export function placeOf(pathname: string): string {
  if (pathname === '/' || pathname.startsWith('/run/')) return '/';
  return places.find((p) => p.href !== '/' && pathname.startsWith(p.href))?.href ?? '';
}
