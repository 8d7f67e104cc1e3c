import type {
  FaultReport,
  ImportReport,
  Repair,
  RepairChoices,
} from '../../../lib/market/import/types';

export const repairLabels: Readonly<Record<Repair, string>> = {
  drop: 'Drop',
  keep: 'Keep',
  'keep-first': 'Keep first',
  'keep-last': 'Keep last',
  sort: 'Sort by time',
  'leave-empty': 'Leave empty',
  refuse: 'Refuse the file',
};

/** The choice that holds while the user made none. */
export const defaultRepair = (fault: FaultReport): Repair => fault.choices[0] ?? 'keep';

const dropsRows = (repair: Repair): boolean =>
  repair === 'drop' || repair === 'keep-first' || repair === 'keep-last';

/** Bars left under the choices made: the report's figure under the defaults, corrected for each class that was changed. */
export function barsKept(report: ImportReport, repairs: RepairChoices): number {
  let kept = report.bars;
  for (const fault of report.faults) {
    const chosen = repairs[fault.fault];
    if (chosen === undefined || fault.count === 0) continue;
    const before = dropsRows(defaultRepair(fault));
    const after = dropsRows(chosen);
    if (before && !after) kept += fault.count;
    if (!before && after) kept -= fault.count;
  }
  return kept;
}

/** The first places of a class in one line: `Row 4,118: close is ‘n/a’ · Row 9,003: 5 columns, expected 6`. */
export function whereText(fault: FaultReport, shown = 2): string {
  const first = fault.samples
    .slice(0, shown)
    .map((s) => `Row ${s.row.toLocaleString('en-US')}: ${s.reason}`)
    .join(' · ');
  const more = fault.count - Math.min(shown, fault.samples.length);
  return more > 0 && first !== '' ? `${first} · ${more.toLocaleString('en-US')} more` : first;
}

/** The whole quality report as text, one line a row. */
export function reportAsText(fileName: string, report: ImportReport): string {
  const lines = [
    `Quality report of ${fileName}`,
    `${report.rows} rows, ${report.bars} bars under the default choices`,
    `From ${new Date(report.firstTime).toISOString()} to ${new Date(report.lastTime).toISOString()}`,
    '',
  ];
  for (const fault of report.faults) {
    lines.push(`${fault.label}: ${fault.count}`);
    for (const sample of fault.samples) {
      lines.push(
        `  row ${sample.row}: ${sample.reason}${sample.text === '' ? '' : `   | ${sample.text}`}`,
      );
    }
    if (fault.count > fault.samples.length) {
      lines.push(`  and ${fault.count - fault.samples.length} more`);
    }
  }
  return `${lines.join('\n')}\n`;
}
