import classes from './charts.module.css';
import type { LineLook } from './line-looks';

const CSS_TOKEN: Readonly<Record<string, string>> = {
  upFill: '--up-fill',
  downFill: '--down-fill',
};

/** A line's colour and dash, its name, and its value at the crosshair. */
export function LegendLine(props: {
  readonly look: Pick<LineLook, 'color' | 'dash' | 'width'>;
  readonly label: string;
  readonly value?: string;
}) {
  const { look, label, value } = props;
  const token = CSS_TOKEN[look.color] ?? `--${look.color}`;
  return (
    <span className={classes.legendLine}>
      <svg width="18" height="6" aria-hidden="true">
        <line
          x1="0"
          x2="18"
          y1="3"
          y2="3"
          strokeWidth={look.width}
          strokeDasharray={look.dash}
          style={{ stroke: `var(${token})` }}
        />
      </svg>
      {label}
      {value === undefined ? null : <b>{value}</b>}
    </span>
  );
}
