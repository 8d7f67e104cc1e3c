/**
 * Labels of a logarithmic axis: 1, 2 and 5 times powers of ten inside `[low, high]`; only powers of ten where
 * that would be more than `most`. Empty unless 0 < low < high.
 */
export function logTicks(low: number, high: number, most = 8): number[] {
  if (!(low > 0) || !(high > low) || !Number.isFinite(high)) return [];
  const within = (steps: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.floor(Math.log10(high)); power++) {
      for (const step of steps) {
        const tick = Number(`${step}e${power}`);
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    }
    return ticks;
  };
  const fine = within([1, 2, 5]);
  if (fine.length <= most) return fine;
  const coarse = within([1]);
  const stride = Math.ceil(coarse.length / most);
  return coarse.filter((_, i) => i % stride === 0);
}
