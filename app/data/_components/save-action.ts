import { formatCount } from '../../../lib/analytics/views/format';
import { type ImportState, isSeveral } from '../_hooks/import-state';
import { barsKept, defaultRepair } from './import-view';

/** What the Save button of an import says, and whether it can be pressed. `open` is the number of open questions. */
export function saveAction(
  state: ImportState,
  open: number,
): { readonly label: string; readonly ready: boolean } {
  const { inspection, rates, report, ratesReport, repairs, chosen, name, phase } = state;
  const is = (ready: boolean) => phase === 'ready' && ready;
  if (open > 0) {
    const label = `Answer ${open} ${open === 1 ? 'question' : 'questions'} first`;
    return { label, ready: false };
  }
  if (rates !== null) {
    if (ratesReport === null) return { label: 'Save', ready: false };
    const label = chosen.size === 1 ? 'Save 1 rate series' : `Save ${chosen.size} rate series`;
    return { label, ready: is(chosen.size > 0) };
  }
  if (isSeveral(inspection)) {
    const label =
      chosen.size === 1 ? 'Save 1 instrument' : `Save ${formatCount(chosen.size)} instruments`;
    return { label, ready: is(chosen.size > 0) };
  }
  if (report === null) return { label: 'Save', ready: false };
  const refused = report.faults.some(
    (it) => it.count > 0 && (repairs[it.fault] ?? defaultRepair(it)) === 'refuse',
  );
  if (refused) return { label: 'A class of rows is set to refuse', ready: false };
  const kept = barsKept(report, repairs);
  return { label: `Save ${formatCount(kept)} bars`, ready: is(kept > 0 && name.trim() !== '') };
}
