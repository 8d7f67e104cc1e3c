import { useEffect } from 'react';
import { settle } from './use-shell';

/** Figures first: settles the page in the second frame after the answer is on it, when the answer has been painted. */
export function useSettleAfterPaint(answered: boolean): void {
  useEffect(() => {
    if (!answered) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(settle);
    });
    return () => cancelAnimationFrame(frame);
  }, [answered]);
}
