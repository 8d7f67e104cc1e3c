import classes from './sparkline.module.css';

/** The shape of a price series in 64 × 22 pixels; decoration, so hidden from readers. */
export function Sparkline({
  values,
  synthetic,
}: {
  values: readonly number[];
  synthetic: boolean;
}) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const points = values
    .map((v, i) => {
      const x = (i / (values.length - 1)) * 62 + 1;
      const y = 20 - ((v - low) / range) * 18;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return (
    <svg
      width={64}
      height={22}
      aria-hidden="true"
      className={classes.spark}
      data-synthetic={synthetic}
    >
      <polyline points={points} />
    </svg>
  );
}
