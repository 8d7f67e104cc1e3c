import { IconChartLine, IconDatabase, IconHistory } from '@tabler/icons-react';

/** The places of the app, in the order of the header and the tab bar. */
export const places = [
  { href: '/', label: 'Backtest', key: 'b', icon: IconChartLine },
  { href: '/data', label: 'Data', key: 'd', icon: IconDatabase },
  { href: '/runs', label: 'Runs', key: 'u', icon: IconHistory },
] as const;

/** `/run/…` belongs to the backtest, everything else to the place it begins with. */
export function placeOf(pathname: string): string {
  if (pathname === '/' || pathname.startsWith('/run/')) return '/';
  return places.find((p) => p.href !== '/' && pathname.startsWith(p.href))?.href ?? '';
}
