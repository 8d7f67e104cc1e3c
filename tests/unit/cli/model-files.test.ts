import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import { exportCsv } from '../../../lib/market/export-csv';
import { writeModelFile } from '../../../lib/models/model-file';
import { walkBars } from '../../support/bars';
import { lookback } from '../../support/cli';
import { modelAbout, namedArtefact } from '../../support/models';
import { loadKernels } from '../../support/sessions';

const model = namedArtefact({ target: { mean: 0.0115, scale: 0.02 } });
const files = async () => ({
  'walk.csv': new TextDecoder().decode(exportCsv(await walkBars(600, 4))),
  'model.json': writeModelFile({ name: 'Mine', model, about: modelAbout() }),
});
const signal = ['--strategy', 'model-signal', '--model', 'model.json', '--allow-short'];

describe('a model on the command line', () => {
  it('is read from its file, and gives the run the library computes', async () => {
    await loadKernels();
    const args = ['backtest', 'walk.csv', ...signal, '--entry-bps', '8', '--json'];
    const { code, out } = await lookback(args, await files());
    expect(code).toBe(0);
    const run = await runBacktest(
      await walkBars(600, 4),
      {
        strategy: {
          id: 'model-signal',
          params: { model: model.hash, entryBps: 8, allowShort: true },
        },
      },
      { extra: { model } },
    );
    expect(JSON.parse(out).identity).toEqual(run.identity);
    expect(run.ledger.fills.length).toBeGreaterThan(10);
    const stepped = await lookback([...args, '--stepped'], await files());
    expect(JSON.parse(stepped.out).identity).toEqual(run.identity);
  });

  it('goes with the link, which verifies without the file', async () => {
    const given = await files();
    const made = await lookback(['backtest', 'walk.csv', ...signal, '--link', '--json'], given);
    const { link } = JSON.parse(made.out);
    const verified = await lookback(['verify', link, '--data', 'walk.csv'], {
      'walk.csv': given['walk.csv'],
    });
    expect(verified.out).toMatch(/^Verified\./);
    expect(verified.err).toMatch(/a model of 489 weights/);
    expect(verified.code).toBe(0);
  });

  it('is searched over like any other strategy', async () => {
    const args = ['sweep', '--data', 'walk.csv', ...signal];
    const axis = ['--axis', 'strategy.params.entryBps=5,10,20', '--json'];
    const run = await lookback([...args, ...axis], await files());
    expect(run.err).not.toMatch(/refused|fail/i);
    expect(run.code).toBe(0);
  });

  it('is asked for where none is given, and refused where it learned from another interval', async () => {
    const given = await files();
    const none = await lookback(['backtest', 'walk.csv', '--strategy', 'model-signal'], given);
    expect(none.code).not.toBe(0);
    expect(none.err).toMatch(/No model is chosen/);
    const daily = writeModelFile({
      name: null,
      model: namedArtefact({ intervalMs: 86_400_000 }),
      about: null,
    });
    const other = await lookback(['backtest', 'walk.csv', ...signal], {
      ...given,
      'model.json': daily,
    });
    expect(other.code).not.toBe(0);
    expect(other.err).toMatch(/learned from bars of 1 day and these are of 1 hour/);
    const wrong = await lookback(['backtest', 'walk.csv', ...signal], {
      ...given,
      'model.json': 'no model',
    });
    expect(wrong.err).toMatch(/No model can be read from model.json: it is not JSON/);
  });
});
