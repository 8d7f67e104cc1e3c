import {
  IconActivity,
  IconChartLine,
  IconDatabase,
  IconGridDots,
  IconHistory,
  IconTopologyStar3,
} from '@tabler/icons-react';

/** The places of the app, in the order of the header. On phones those that are `inMore` are behind “More”. */
export const places = [
  { href: '/', label: 'Backtest', key: 'b', icon: IconChartLine, inMore: false },
  { href: '/data', label: 'Data', key: 'd', icon: IconDatabase, inMore: false },
  { href: '/models', label: 'Models', key: 'm', icon: IconTopologyStar3, inMore: true },
  { href: '/optimise', label: 'Optimise', key: 'o', icon: IconGridDots, inMore: true },
  { href: '/paper', label: 'Paper', key: 'p', icon: IconActivity, inMore: false },
  { href: '/runs', label: 'Runs', key: 'u', icon: IconHistory, inMore: true },
] as const;

/** `/run/…` belongs to the backtest, everything else to the place it begins with. */
export function placeOf(pathname: string): string {
  if (pathname === '/' || pathname.startsWith('/run/')) return '/';
  return places.find((p) => p.href !== '/' && pathname.startsWith(p.href))?.href ?? '';
}
