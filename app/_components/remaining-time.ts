/** `about 4 s left` for work of which a share (0 to 1) is done after `elapsedMs`; empty while it can't be told yet. */
export function remainingTime(elapsedMs: number, share: number | null): string {
  if (share === null || share <= 0.02) return '';
  const leftMs = (elapsedMs / share) * (1 - share);
  return `about ${Math.max(1, Math.round(leftMs / 1000))} s left`;
}
