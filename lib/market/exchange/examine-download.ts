import type { JobControl } from '../../core/job';
import type { Bars } from '../bars';
import { seriesFaults } from '../import/fault-report';
import type { FaultReport } from '../import/types';
import { SeriesExaminer } from '../quality';

const slice = 65_536;

/** What is odd about downloaded bars; nothing is repaired. */
export async function examineDownload(
  bars: Bars,
  control: JobControl,
): Promise<readonly FaultReport[]> {
  const examiner = new SeriesExaminer(bars, bars.intervalMs, bars.instrument.calendar, true);
  for (let from = 0; from < bars.length; from += slice) {
    examiner.examine(from, Math.min(bars.length, from + slice));
    await control.checkpoint();
  }
  return seriesFaults(bars, examiner, bars.intervalMs, (bar) => ({ row: bar + 1, text: '' }));
}
