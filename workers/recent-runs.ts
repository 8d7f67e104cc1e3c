import { runResultWork, trialSharpeWork } from '../lib/analytics/build-run-result';
import type { RunResult } from '../lib/analytics/run-result';
import type { BacktestRun } from '../lib/backtest/backtest-run';
import type { ExtraData } from '../lib/backtest/extra-data';
import { resolveRun } from '../lib/backtest/resolve-run';
import { runBacktest } from '../lib/backtest/run-backtest';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobControl } from '../lib/core/job';
import { inSlices } from '../lib/core/sliced-work';
import type { Bars } from '../lib/market/bars';
import type { LoadedData, TrialRecord } from '../lib/storage';

/** A run with the name of its data and the trials that were on record when it was made. */
export interface RecentRun {
  readonly run: BacktestRun;
  /** As they were loaded; the run's are those before the end of its period. */
  readonly data: Bars;
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
    extra: ExtraData,
    control: JobControl,
    trialsOf: (strategy: string, fingerprint: string) => Promise<readonly TrialRecord[]>,
  ): Promise<RecentRun> {
    const { bars } = data;
    const { runId, strategy } = resolveRun(bars, config, extra);
    const known = this.recent.get(runId);
    const reading = trialsOf(strategy.id, bars.fingerprint);
    const same = known?.data === bars ? known : null;
    const run = same?.run ?? (await runBacktest(bars, config, { control, extra }));
    const trial = same?.trial ?? (await trialOf(run, control));
    const trials = withTrial(await reading, trial);
    const made = { run, data: bars, dataName: data.name, trial, trials };
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
