import { type RefObject, useEffect, useState } from 'react';
import { type ChartColors, readChartColors } from './chart-colors';

const WATCHED = ['data-mantine-color-scheme', 'data-market', 'data-contrast'];

/** Colours of the theme in force, read again whenever scheme, market colours or contrast change. null before mount. */
export function useChartColors(host: RefObject<HTMLElement | null>): ChartColors | null {
  const [colors, setColors] = useState<ChartColors | null>(null);
  useEffect(() => {
    const read = (): void => {
      if (host.current) setColors(readChartColors(host.current));
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: WATCHED });
    return () => observer.disconnect();
  }, [host]);
  return colors;
}
