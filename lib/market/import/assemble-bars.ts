import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { Sha256Hex } from '../../core/nominal';
import type { BarColumns, Bars } from '../bars';
import { createBars } from '../create-bars';
import { inferInterval } from '../interval';
import { SeriesExaminer } from '../quality';
import { resampleBars } from '../resample';
import { adjustBars } from './adjust-bars';
import { type ArrangedRows, arrangeRows, gatherColumns } from './arrange-rows';
import { dropReason, faultReports } from './fault-report';
import type { ParsedRows } from './parsed-rows';
import type { ImportRecipe } from './recipe.schema';
import type { FaultReport } from './types';

/** A row that is not in the saved bars. */
export interface DroppedRow {
  /** 1-based line in the file. */
  readonly row: number;
  readonly text: string;
  readonly reason: string;
}

/** Rows in order, examined, under chosen repairs. */
export interface ExaminedRows {
  readonly arranged: ArrangedRows;
  readonly quality: SeriesExaminer;
  readonly intervalMs: number;
  readonly hasVolume: boolean;
}

const slice = 1 << 16;

/**
 * Rows in order under the recipe's repairs, their prices adjusted as it says, and what their quality is.
 * @throws {DataError} where fewer than two bars are left, as one bar has no length
 */
export async function examineRows(
  rows: ParsedRows,
  recipe: Pick<ImportRecipe, 'repairs' | 'calendar' | 'columns' | 'adjustment' | 'timeZone'>,
  control: JobControl,
): Promise<ExaminedRows> {
  const inOrder = await arrangeRows(rows, recipe.repairs, control);
  const { rowOfBar } = inOrder;
  const columns = await adjustBars(inOrder.columns, rows, rowOfBar, recipe, control);
  const arranged = { ...inOrder, columns };
  const hasVolume = recipe.columns.volume !== null;
  const n = columns.time.length;
  const intervalMs = inferInterval(columns.time);
  if (intervalMs === null) {
    throw new DataError(
      `${n === 0 ? 'No bar is' : 'Only one bar is'} left of ${countText(rows.length + rows.unreadable.length)} rows; at least two are needed to know how long a bar is.`,
    );
  }
  const quality = new SeriesExaminer(columns, intervalMs, recipe.calendar, hasVolume);
  for (let from = 0; from < n; from += slice) {
    quality.examine(from, Math.min(n, from + slice));
    control.report({ done: Math.min(n, from + slice), total: n, label: 'Checking bars' });
    await control.checkpoint();
  }
  return { arranged, quality, intervalMs, hasVolume };
}

/** The examined rows as bars, with what was left out and the faults found on the way.
 * @throws {DataError} where a class of fault that was to be refused has rows
 */
export async function assembleBars(
  rows: ParsedRows,
  examined: ExaminedRows,
  recipe: ImportRecipe,
  file: { readonly fileName: string; readonly rawSha256: Sha256Hex },
  control: JobControl,
): Promise<{ bars: Bars; dropped: DroppedRow[]; faults: FaultReport[] }> {
  const { arranged, quality, intervalMs } = examined;
  const { repairs } = recipe;
  const faults = faultReports(rows, arranged, quality, intervalMs);
  for (const fault of faults) {
    if (fault.count > 0 && repairs[fault.fault] === 'refuse') {
      const first = fault.samples[0]!;
      throw new DataError(
        `${fault.label}: ${fault.count}, and such files are to be refused. First is row ${first.row}: ${first.reason}.`,
        { file: file.fileName, row: first.row, value: first.text },
      );
    }
  }
  const dropped: DroppedRow[] = rows.unreadable.map((it) => ({ ...it }));
  const drop = (row: number, reason: string): void => {
    dropped.push({ row: rows.lineOf(row), text: rows.textOf(row), reason });
  };
  for (const it of arranged.dropped) drop(it.row, dropReason(rows, it.row, it.fault));
  const out = new Set<number>();
  if (repairs['zero-volume'] === 'drop') for (const bar of quality.zeroVolume) out.add(bar);
  if (repairs.spike === 'drop') for (const bar of quality.spikes) out.add(bar);
  let columns: BarColumns = arranged.columns;
  if (out.size > 0) {
    const kept: number[] = [];
    for (let i = 0; i < columns.time.length; i++) if (!out.has(i)) kept.push(i);
    for (const bar of out) {
      const row = arranged.rowOfBar?.[bar] ?? bar;
      drop(row, columns.volume[bar] === 0 && examined.hasVolume ? 'volume is 0' : 'spike');
    }
    columns = gatherColumns(columns, Uint32Array.from(kept));
  }
  dropped.sort((a, b) => a.row - b.row);
  const { resampleMs: _, ...stored } = recipe;
  const bars = await createBars(
    columns,
    {
      instrument: {
        symbol: recipe.symbol,
        name: recipe.name,
        assetClass: recipe.assetClass,
        quoteCurrency: recipe.quoteCurrency,
        calendar: recipe.calendar,
        tickSize: 0,
      },
      intervalMs,
      timeZone: recipe.timeZone,
      source: { kind: 'file', fileName: file.fileName, rawSha256: file.rawSha256, recipe: stored },
    },
    control,
  );
  if (recipe.resampleMs === undefined) return { bars, dropped, faults };
  return { bars: await resampleBars(bars, recipe.resampleMs), dropped, faults };
}
