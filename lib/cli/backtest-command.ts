import type { Command } from 'commander';
import { runAnalysisWork } from '../analytics/build-run-analysis';
import { buildRunResult, trialSharpeOf } from '../analytics/build-run-result';
import { buildReport } from '../analytics/report/build-report';
import type { RunResult } from '../analytics/run-result';
import { resultJson } from '../analytics/views/result-json';
import type { BacktestRun } from '../backtest/backtest-run';
import { runBacktest } from '../backtest/run-backtest';
import { atOnce } from '../core/sliced-work';
import { encodeLink } from '../sharing/link-codec';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { declareImportFlags, loadBars } from './load-data';
import { CommandProgress } from './progress';
import { resultText } from './result-text';
import { declareRunFlags } from './run-config-flags';
import { runInputs } from './run-inputs';

/** The tearsheet of one run that stands alone: it is its own only trial. */
export function singleResult(run: BacktestRun): RunResult {
  const sharpe = trialSharpeOf(run).value;
  return buildRunResult(run, { trialSharpes: sharpe === null ? [] : [sharpe] });
}

/** The report of a run; the command line knows no address that would open it. */
function report(run: BacktestRun, result: RunResult): string {
  const analysis = atOnce(runAnalysisWork(run));
  return buildReport(result, analysis, { name: run.title, address: null });
}

/** `backtest FILE`: runs a strategy and prints its figures and hashes. */
export function backtestCommand(
  command: Command,
  io: CommandIo,
  strategyId: string,
  done: (code: number) => void,
): void {
  command
    .description('Run a strategy over the bars of a file and print its figures and hashes.')
    .argument('<file>', 'bars in any dialect that imports, or sample:sp500')
    .option('--json', 'one JSON object on standard output, nothing else')
    .option('--stepped', 'bar by bar instead of by columns; the result is the same, bit for bit')
    .option('--link', 'print the link of the run too')
    .option(
      '--report <file>',
      'save the tearsheet as one HTML file; never over a file that is there',
    );
  declareRunFlags(command, strategyId);
  declareImportFlags(command);
  command.action(async (file: string, options: Record<string, unknown>) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    try {
      const bars = await loadBars(file, options, io, progress.control);
      await progress.control.checkpoint();
      const { config, extra } = await runInputs(options, strategyId, bars, io, progress.control);
      const run = await runBacktest(bars, config, {
        path: options.stepped === true ? 'stepped' : 'auto',
        control: progress.control,
        extra,
      });
      const result = singleResult(run);
      if (typeof options.report === 'string') {
        await io.writeFile(options.report, new TextEncoder().encode(report(run, result)));
      }
      progress.stop();
      const link = options.link === true ? encodeLink(run, result).fragment : null;
      if (asJson) {
        const printed = { ...resultJson(result), ...(link === null ? {} : { link }) };
        io.write(`${JSON.stringify(printed, null, 2)}\n`);
      } else {
        io.write(resultText(result));
        if (link !== null) io.write(`${link}\n`);
      }
      done(exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
}
