import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconGitCompare } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { backtest, type StoredRun } from '../../../workers/backtest.client';
import { compareAddress, compareState, useCompareState } from '../../_hooks/compare-state';
import { labStore } from '../../_hooks/lab-store';
import { useLab } from '../../_hooks/use-lab';
import classes from './compare-menu.module.css';
import { tell } from './run-actions';

const shownRuns = 5;

/** What the run on screen can be compared with. */
export function CompareMenu() {
  const opened = useCompareState((s) => s.menuOpen);
  const hasResult = useLab((s) => s.result !== null);
  return (
    <Menu
      position="bottom-end"
      width={300}
      opened={opened && hasResult}
      onChange={(menuOpen) => compareState.set({ menuOpen })}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          disabled={!hasResult}
          leftSection={<IconGitCompare size={15} stroke={1.9} aria-hidden="true" />}
          rightSection={<IconChevronDown size={13} stroke={1.9} aria-hidden="true" />}
        >
          Compare
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{opened && <CompareItems />}</Menu.Dropdown>
    </Menu>
  );
}

/** The items of the menu: the run before, the strategy's defaults, a kept run, other data. */
export function CompareItems() {
  const router = useRouter();
  const runId = useLab((s) => s.result?.identity.runId ?? '');
  const { runs, problem } = useOtherRuns(runId);
  const open = (other: string): void => router.push(compareAddress([runId, other]));
  const [previous] = runs ?? [];
  return (
    <>
      <Menu.Label>Compare this run with</Menu.Label>
      <Menu.Item
        disabled={previous === undefined}
        onClick={() => previous !== undefined && open(previous.runId)}
      >
        <Words
          first="The run before"
          second={
            problem ??
            (previous === undefined
              ? runs === null
                ? 'Reading the runs …'
                : 'No other run is kept yet'
              : nameOf(previous))
          }
        />
      </Menu.Item>
      {/* The first item may have nothing to compare with, so the menu begins at the second. */}
      <Menu.Item data-autofocus onClick={() => void compareWithDefaults(open)}>
        <Words first="The strategy’s defaults" second="Same data, size and costs" />
      </Menu.Item>
      {runs !== null && runs.length > 1 && (
        <>
          <Menu.Divider />
          <Menu.Label>Kept runs</Menu.Label>
          {runs.slice(1, shownRuns + 1).map((run) => (
            <Menu.Item key={run.runId} onClick={() => open(run.runId)}>
              <Words first={run.name} second={run.dataName} />
            </Menu.Item>
          ))}
          {runs.length > shownRuns + 1 && (
            <Menu.Item onClick={() => router.push(`/runs?chosen=${runId}`)}>
              Choose from all {runs.length + 1} runs …
            </Menu.Item>
          )}
        </>
      )}
      <Menu.Divider />
      <Menu.Item onClick={() => compareState.set({ dataSetsOpen: true })}>
        Run on several data sets …
      </Menu.Item>
    </>
  );
}

const nameOf = (run: StoredRun): string => `${run.name} · ${run.dataName}`;

function Words({ first, second }: { first: string; second: string }) {
  return (
    <>
      <span className={classes.menuFirst}>{first}</span>
      <span className={classes.menuSecond}>{second}</span>
    </>
  );
}

/** Kept runs without the one on screen, the last first. */
function useOtherRuns(runId: string): {
  readonly runs: readonly StoredRun[] | null;
  readonly problem: string | null;
} {
  const [runs, setRuns] = useState<readonly StoredRun[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    backtest.listRuns().then(
      (all) => {
        if (current) setRuns(all.filter((run) => run.runId !== runId && run.dataPresent));
      },
      () => {
        if (!current) return;
        setRuns([]);
        setProblem('The kept runs can’t be read');
      },
    );
    return () => {
      current = false;
    };
  }, [runId]);
  return { runs, problem };
}

/** Runs the strategy with the parameters it comes with, all else as it is. */
async function compareWithDefaults(open: (runId: string) => void): Promise<void> {
  const { result, resultSetup } = labStore.get();
  if (result === null || resultSetup === null) return;
  const { data, config } = resultSetup;
  try {
    const plain = await backtest.run(data, {
      ...config,
      strategy: { ...config.strategy, params: {} },
    });
    const { runId } = plain.result.identity;
    if (runId === result.identity.runId) {
      await tell({ kind: 'care', message: 'This run already has the strategy’s defaults.' });
      return;
    }
    open(runId);
  } catch (error) {
    await tell({ kind: 'error', title: 'The defaults could not be run', error });
  }
}
