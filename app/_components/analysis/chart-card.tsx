import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconInfoCircle, IconTable } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type ChartView, readRow } from '../../../lib/analytics/views/charts/chart-table';
import { isTyping } from '../../_hooks/use-keys';
import classes from './analysis.module.css';
import { ChartTableView } from './chart-table-view';

/** The row pointed at, by pointer or arrow keys, and how the drawing says so. */
export interface ChartPointing {
  readonly cursor: number | null;
  onCursor(row: number | null): void;
}

export interface ChartCardProps {
  readonly title: string;
  /** Unit and, where there are times, the zone: `percent a year`, `US dollars · New York`. */
  readonly unit: string;
  /** What it is and how it is computed. */
  readonly help: string;
  readonly view: ChartView;
  /** Of the CSV, without its ending. */
  readonly fileName: string;
  readonly legend?: ReactNode;
  /** Switches of the chart, beside the table button. */
  readonly tools?: ReactNode;
  /** Takes the whole row where others stand side by side. */
  readonly wide?: boolean;
  /** The drawing is text of its own, not a picture: it is read as it stands. */
  readonly selfTold?: boolean;
  children(pointing: ChartPointing): ReactNode;
}

/**
 * A chart with its title, unit, explanation and legend, what it says in one sentence, and the same data as a table.
 * `T` switches while the card has the focus; the arrow keys point at one row after the other and have it read out.
 */
export function ChartCard(props: ChartCardProps) {
  const {
    title,
    unit,
    help,
    view,
    fileName,
    legend,
    tools,
    wide = false,
    selfTold = false,
  } = props;
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const heading = useId();
  const tableButton = useRef<HTMLButtonElement>(null);
  const rows = view.table.rows.length;
  const drawable = view.empty === null;
  const pointed = cursor === null || cursor >= rows ? null : cursor;

  const onCardKey = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() !== 't' || !plain || isTyping(event.target) || !drawable) return;
    event.preventDefault();
    // What had the focus may go with the switch.
    tableButton.current?.focus({ preventScroll: true });
    setAsTable((on) => !on);
  };
  const onChartKey = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 10 : 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: (pointed ?? rows) - step,
      ArrowRight: (pointed ?? -1) + step,
      Home: 0,
      End: rows - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Escape' && pointed !== null) setCursor(null);
    if (target === undefined || rows === 0) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(rows - 1, target));
    setCursor(row);
    setSpoken(readRow(view.table, row));
  };

  return (
    <section
      className={classes.chartCard}
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onKeyDown={onCardKey}
    >
      <div className={classes.cardHead}>
        <h3 id={heading}>{title}</h3>
        <span className={classes.unit}>{unit}</span>
        <Tooltip label={help} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
          <ActionIcon size={22} className={classes.help ?? ''} aria-label={`About ${title}`}>
            <IconInfoCircle size={14} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
        <span className={classes.spring} />
        {asTable ? null : tools}
        {drawable && (
          <Button
            ref={tableButton}
            className={classes.tableButton ?? ''}
            variant={asTable ? 'light' : 'subtle'}
            color="gray"
            size="compact-xs"
            aria-pressed={asTable}
            aria-label={`${title} as a table`}
            leftSection={<IconTable size={14} stroke={1.8} aria-hidden="true" />}
            onClick={() => setAsTable(!asTable)}
          >
            Table
          </Button>
        )}
      </div>
      {!drawable ? (
        <p className={classes.noChart}>{view.empty}</p>
      ) : asTable ? (
        <ChartTableView table={view.table} title={title} fileName={fileName} />
      ) : (
        <>
          <p className={classes.said}>
            {pointed === null ? view.summary : readRow(view.table, pointed)}
          </p>
          {legend === undefined ? null : <div className={classes.legend}>{legend}</div>}
          {selfTold ? (
            props.children({ cursor: pointed, onCursor: setCursor })
          ) : (
            <div
              className={classes.drawing}
              role="img"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys point at one row after the other
              tabIndex={0}
              aria-label={`${title}, ${unit}. ${view.summary}`}
              onKeyDown={onChartKey}
              onBlur={() => setCursor(null)}
            >
              {props.children({ cursor: pointed, onCursor: setCursor })}
            </div>
          )}
        </>
      )}
      <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>
    </section>
  );
}
