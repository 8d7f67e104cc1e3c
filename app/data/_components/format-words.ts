import type { ImportInspection } from '../../../workers/data.client';

export const separatorWords = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab' } as const;

export const orderWords = {
  'oldest-first': 'Oldest first',
  'newest-first': 'Newest first',
  mixed: 'Mixed',
} as const;

const timeWords: Readonly<Record<ImportInspection['timeFormat'], string>> = {
  iso: 'ISO date',
  'epoch-s': 'Seconds since 1970',
  'epoch-ms': 'Milliseconds since 1970',
  'epoch-us': 'Microseconds since 1970',
  'epoch-ns': 'Nanoseconds since 1970',
  'date-dmy': 'Day, month, year',
  'date-mdy': 'Month, day, year',
  'date-ymd': 'Year, month, day',
  'date-named': 'Month by name',
};

const datePatterns: Partial<Record<ImportInspection['timeFormat'], readonly string[]>> = {
  'date-dmy': ['DD', 'MM', 'YYYY'],
  'date-mdy': ['MM', 'DD', 'YYYY'],
  'date-ymd': ['YYYY', 'MM', 'DD'],
};

/** How times are written, with the file's own separators where its first row shows them: `DD.MM.YYYY`. */
export function timeText({
  timeFormat,
  columns,
  separator,
  preview,
}: Pick<ImportInspection, 'timeFormat' | 'columns' | 'separator' | 'preview'>): string {
  const pattern = datePatterns[timeFormat];
  const cell = preview[0]?.text.split(separator)[columns.time ?? 0]?.replace(/^["'<]+/, '') ?? '';
  const written = /^(\d{1,4})([^\d\s]?)(\d{1,2})\2(\d{1,4})/.exec(cell);
  if (pattern === undefined || written === null) return timeWords[timeFormat];
  const year = written[timeFormat === 'date-ymd' ? 1 : 4] ?? '';
  return pattern
    .map((part) => (part === 'YYYY' && year.length === 2 ? 'YY' : part))
    .join(written[2] ?? '');
}

/** How a file is written in one line: `MetaTrader export, tab-separated, DD.MM.YYYY, decimal comma`. */
export function formatSentence(inspection: ImportInspection, decimal: '.' | ','): string {
  const parts = [inspection.dialectLabel];
  if (inspection.kind === 'csv') {
    parts.push(`${separatorWords[inspection.separator].toLowerCase()}-separated`);
  }
  parts.push(timeText(inspection).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()));
  if (inspection.kind === 'csv' && decimal === ',') parts.push('decimal comma');
  if (inspection.columns.clock !== null) parts.push('time in a column of its own');
  return parts.join(', ');
}
