import type { BacktestRun } from '../../lib/backtest/backtest-run';
import { type RunConfigInput, runConfigSchema } from '../../lib/backtest/run-config.schema';
import { equityHashOf, runIdOf, semanticsVersion } from '../../lib/backtest/run-identity';
import { canonicalJson } from '../../lib/core/canonical-json';
import { sha256Hex } from '../../lib/core/hashing';
import { parseConfig } from '../../lib/core/parse-config';
import type { Bars } from '../../lib/market/bars';
import { type FillInput, runOf } from '../unit/analytics/run-fixture';

/**
 * A run by a rule of its own (hold one unit while the close is above the one `fast` bars ago), with identities taken
 * from what it did. For tests of what is said about runs, which must not depend on how the broker makes them.
 */
export async function toyRun(bars: Bars, input: RunConfigInput): Promise<BacktestRun> {
  const config = parseConfig(runConfigSchema, input);
  const { fast, slow } = config.strategy.params as { fast: number; slow: number };
  const fills: FillInput[] = [];
  let held = 0;
  for (let i = Math.max(fast, slow); i + 1 < bars.length; i++) {
    const target = bars.close[i]! > bars.close[i - fast]! ? 1 : 0;
    if (target !== held) fills.push({ bar: i + 1, signed: target - held });
    held = target;
  }
  const run = runOf(bars, fills, config, { title: `Toy ${fast}/${slow}` });
  return {
    ...run,
    config,
    identity: {
      semanticsVersion,
      dataFingerprint: bars.fingerprint,
      runId: runIdOf([bars.fingerprint], config),
      ledgerHash: sha256Hex(canonicalJson(run.ledger.fills)),
      equityHash: await equityHashOf(run.ledger.equity),
      engineVersion: '0.1.0',
      wasmSha256: sha256Hex('toy'),
    },
  };
}
