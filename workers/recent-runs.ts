import { runResultWork, trialSharpeWork } from '../lib/analytics/build-run-result';
import type { RunResult } from '../lib/analytics/run-result';
import type { BacktestRun } from '../lib/backtest/backtest-run';
import { resolveConfig } from '../lib/backtest/resolve-config';
import { runBacktest } from '../lib/backtest/run-backtest';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import { runIdOf } from '../lib/backtest/run-identity';
import type { JobControl } from '../lib/core/job';
import { inSlices } from '../lib/core/sliced-work';
import type { LoadedData, TrialRecord } from '../lib/storage';

/** A run with the name of its data and the trials that were on record when it was made. */
export interface RecentRun {
  readonly run: BacktestRun;
  readonly dataName: string;
  /** Its own entry in the record of trials. */
  readonly trial: TrialRecord;
  readonly trials: readonly TrialRecord[];
}

const keptRuns = 3;
/** Beyond the latest run, which is always kept. */
const keptBars = 4_000_000;

/** The last few runs, so that a chart, an explanation or a link recomputes nothing. */
export class RecentRuns {
  private readonly recent = new Map<string, RecentRun>();

  /** The run of this config on these data: the one at hand, or a fresh one. */
  async of(
    data: LoadedData,
    config: RunConfigInput,
    control: JobControl,
    trialsOf: (strategy: string, fingerprint: string) => Promise<readonly TrialRecord[]>,
  ): Promise<RecentRun> {
    const { bars } = data;
    const resolved = resolveConfig(config).config;
    const runId = runIdOf([bars.fingerprint], resolved);
    const known = this.recent.get(runId);
    const reading = trialsOf(resolved.strategy.id, bars.fingerprint);
    const same = known?.run.bars === bars ? known : null;
    const run = same?.run ?? (await runBacktest(bars, config, { control }));
    const trial = same?.trial ?? (await trialOf(run, control));
    const trials = withTrial(await reading, trial);
    const made = { run, dataName: data.name, trial, trials };
    this.recent.delete(runId);
    this.recent.set(runId, made);
    this.forgetOldest();
    return made;
  }

  private forgetOldest(): void {
    let bars = 0;
    for (const { run } of this.recent.values()) bars += run.bars.length;
    for (const [runId, { run }] of [...this.recent].slice(0, -1)) {
      if (this.recent.size <= keptRuns && bars <= keptBars) return;
      this.recent.delete(runId);
      bars -= run.bars.length;
    }
  }
}

/** The tearsheet of a run, under the name its data have here. @throws {CancelledError} */
export async function resultOf(
  { run, dataName, trials }: RecentRun,
  control: JobControl,
): Promise<RunResult> {
  const trialSharpes = trials.map((t) => t.sharpe).filter((sharpe) => sharpe !== null);
  const work = runResultWork(run, { trialSharpes, trials: trials.length });
  const result = await inSlices(work, control);
  return { ...result, data: { ...result.data, name: dataName } };
}

/** What is put on record of a run. */
async function trialOf(run: BacktestRun, control: JobControl): Promise<TrialRecord> {
  const sharpe = await inSlices(trialSharpeWork(run), control);
  return {
    runId: run.identity.runId,
    strategy: run.config.strategy.id,
    dataFingerprint: run.bars.fingerprint,
    sharpe: sharpe.value,
  };
}

/** Trials with one more distinct config, in order of runId. */
function withTrial(trials: readonly TrialRecord[], own: TrialRecord): readonly TrialRecord[] {
  const byId = new Map(trials.map((trial) => [trial.runId as string, trial]));
  byId.set(own.runId, own);
  return [...byId.values()].sort((a, b) => (a.runId < b.runId ? -1 : 1));
}
