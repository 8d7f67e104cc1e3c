import type { ImportInspection } from '../../../workers/data.client';

const fields = ['open', 'high', 'low', 'close', 'volume'] as const;

export type PreviewPrices = Readonly<Record<(typeof fields)[number], number | null>>;

/** Cells of one line; a quoted cell may hold the separator. */
function cellsOf(text: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    else if (c === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  cells.push(cell);
  return cells;
}

function numberOf(cell: string | undefined, decimal: '.' | ','): number | null {
  const text = (cell ?? '').trim();
  const plain =
    decimal === ',' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

/**
 * Prices of a first row as they will be read. The first look knows the columns it found; where an answer chose other
 * ones, they are taken from the row as written.
 * @param recipe how the rows are read under the answers given, as in the source of a report
 */
export function previewPrices(
  row: ImportInspection['preview'][number],
  inspection: Pick<ImportInspection, 'kind' | 'separator' | 'columns'>,
  recipe: Readonly<Record<string, unknown>>,
): PreviewPrices {
  const chosen = recipe.columns as Readonly<Record<string, number | null>> | undefined;
  const { open, high, low, close, volume } = row;
  const prices = { open, high, low, close, volume };
  if (chosen === undefined || inspection.kind !== 'csv') return prices;
  const cells = cellsOf(row.text, inspection.separator);
  for (const field of fields) {
    const column = chosen[field];
    if (column === undefined || column === inspection.columns[field]) continue;
    prices[field] =
      column === null ? null : numberOf(cells[column], recipe.decimal === ',' ? ',' : '.');
  }
  return prices;
}
