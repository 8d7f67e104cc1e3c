import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { compareState } from '../../_hooks/compare-state';
import { cancelRun, redo, runNow, undo } from '../../_hooks/lab-actions';
import { labStore } from '../../_hooks/lab-store';
import { changeView, labView, testerTabs } from '../../_hooks/lab-view';
import { isTyping, useKeys } from '../../_hooks/use-keys';
import { type Command, useCommands } from '../../_hooks/use-shell';
import { exportChoices } from './export-choices';
import { copyLink, exportRun } from './run-actions';

/** Selects the trade after (+1) or before (−1) the selected one; the first step takes the last trade. */
function stepTrade(by: 1 | -1): void {
  const trades = labStore.get().result?.trades ?? [];
  if (trades.length === 0) return;
  const { selectedTrade } = labView.get();
  const at = trades.findIndex((t) => t.number === selectedTrade);
  const next = at < 0 ? trades.length - 1 : Math.min(trades.length - 1, Math.max(0, at + by));
  changeView({ selectedTrade: trades[next]!.number });
}

/** The keys and the palette's commands of the Backtest place. */
export function useLabKeys(toggleSetup: () => void, toggleTester: () => void): void {
  const router = useRouter();

  const why = () => {
    const { result } = labStore.get();
    const number = labView.get().selectedTrade ?? result?.trades.at(-1)?.number;
    if (result && number !== undefined) {
      router.push(`/run/${result.identity.runId}/trade/${number}`);
    }
  };
  const tabs = Object.fromEntries(
    testerTabs.map((tab, i) => [String(i + 1), () => changeView({ tab })]),
  );
  // A field has its own undo for the letters being typed.
  const unlessTyping = (action: () => void) => (event: KeyboardEvent) => {
    if (!isTyping(event.target)) action();
  };
  useKeys({
    'mod+Enter': () => void runNow(),
    Escape: cancelRun,
    'mod+z': unlessTyping(undo),
    'mod+shift+z': unlessTyping(redo),
    'mod+y': unlessTyping(redo),
    '[': toggleSetup,
    ']': toggleTester,
    j: () => stepTrade(1),
    k: () => stepTrade(-1),
    w: why,
    l: () => void copyLink(),
    c: () => compareState.set({ menuOpen: true }),
    ...tabs,
  });

  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'run',
        group: 'Run',
        label: 'Run the backtest',
        keys: 'Ctrl ↵',
        run: () => void runNow(),
      },
      { id: 'link', group: 'Run', label: 'Copy link', keys: 'L', run: () => void copyLink() },
      { id: 'undo', group: 'Run', label: 'Undo the last change', keys: 'Ctrl Z', run: undo },
      {
        id: 'compare',
        group: 'Run',
        label: 'Compare with another run',
        keys: 'C',
        run: () => compareState.set({ menuOpen: true }),
      },
      {
        id: 'several',
        group: 'Run',
        label: 'Run on several data sets',
        run: () => compareState.set({ dataSetsOpen: true }),
      },
      ...exportChoices.map(({ what, label }) => ({
        id: `export-${what}`,
        group: 'Run',
        label: `Export ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
        run: () => void exportRun(what),
      })),
      { id: 'setup', group: 'Show', label: 'Fold or show the setup', keys: '[', run: toggleSetup },
      {
        id: 'tables',
        group: 'Show',
        label: 'Fold or show the tables',
        keys: ']',
        run: toggleTester,
      },
    ],
    [toggleSetup, toggleTester],
  );
  useCommands('backtest', commands);
}
