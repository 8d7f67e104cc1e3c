import type { RowPlan } from './recipe.schema';

/** A column an adjustment needs beside those of the bars. */
export interface ExtraColumn {
  readonly field: 'adjustedClose' | 'split' | 'dividend';
  readonly label: string;
  readonly column: number;
}

/** Columns the plan's adjustment reads beside those of the bars. */
export function extraColumns(plan: RowPlan): ExtraColumn[] {
  const { adjustment, columns } = plan;
  const wanted =
    adjustment?.kind === 'adjusted-close'
      ? (['adjustedClose'] as const)
      : adjustment?.kind === 'events'
        ? (['split', ...(adjustment.dividends ? (['dividend'] as const) : [])] as const)
        : [];
  return wanted.flatMap((field) => {
    const column = columns[field];
    const label = field === 'adjustedClose' ? 'adjusted close' : field;
    return column === undefined ? [] : [{ field, label, column }];
  });
}

/** What makes a value of such a column unfit, null where nothing does. */
export function extraFault({ field, label }: ExtraColumn, value: number): string | null {
  return value < 0 || (value === 0 && field === 'adjustedClose') ? `${label} is ${value}` : null;
}
