import { describe, expect, it } from 'vitest';
import type { SweepJson } from '../../../lib/cli/sweep-command';
import { parseAxis } from '../../../lib/cli/sweep-command';
import { lookback } from '../../support/cli';

const market = 'synthetic:{"seed":3,"assets":1,"bars":3000,"interval":"1h","startYear":2020}';
const grid = [
  'sweep',
  '--data',
  market,
  '--axis',
  'strategy.params.fast=5:20:5',
  '--axis',
  'strategy.params.slow=20:60:20',
];

describe('lookback sweep', () => {
  it('writes the same cells whatever the number of workers', async () => {
    const tables = [];
    for (const workers of ['1', '2', '5']) {
      const run = await lookback([...grid, '--workers', workers, '--out', 'grid.csv']);
      expect(run.code).toBe(0);
      tables.push(run.written['grid.csv']!);
    }
    const lines = tables[0]!.trimEnd().split('\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^cell,strategy.params.fast,strategy.params.slow,totalReturn,/);
    expect(lines[10]).toMatch(/^9,20,20,,.*The fast average \(20 bars\) must be shorter/);
    expect(tables[1]).toBe(tables[0]);
    expect(tables[2]).toBe(tables[0]);
  });

  it('has the figures of a backtest of the same settings', async () => {
    const swept = await lookback([...grid, '--json', '--fee-bps', '3']);
    const { cells, best } = JSON.parse(swept.out) as SweepJson;
    const fast = String(5 + 5 * Math.floor(best! / 3));
    const slow = String(20 + 20 * (best! % 3));
    const settings = ['--fast', fast, '--slow', slow, '--fee-bps', '3'];
    const alone = JSON.parse((await lookback(['backtest', market, ...settings, '--json'])).out);
    expect(alone.identity.runId).toBe(cells[best!]!.runId);
    expect(alone.figures.sharpe).toBe(cells[best!]!.figures!.sharpe);
    expect(alone.figures.totalReturn).toBe(cells[best!]!.figures!.totalReturn);
  });

  it('says what the best cell is worth after so many tries', async () => {
    const { out, code } = await lookback(grid);
    expect(code).toBe(0);
    expect(out).toMatch(/12 cells: strategy.params.fast 5 to 20 \(4\) × /);
    expect(out).toMatch(/1 refused, the first: The fast average/);
    expect(out).toMatch(/Settings tried +11/);
    expect(out).toMatch(/Deflated Sharpe +[\d.]+ %/);
    expect(out).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it('refuses a grid that can’t be', async () => {
    const run = await lookback(['sweep', '--data', market, '--axis', 'strategy.params.x=1:2:1']);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(
      /no setting “strategy.params.x” to vary; there are strategy.params.fast/,
    );
  });

  it('looks at nothing from the split on', async () => {
    const cells = async (...flags: string[]) =>
      (JSON.parse((await lookback([...grid, '--json', ...flags])).out) as SweepJson).cells;
    const split = await cells('--split', '2020-03-01');
    const cut = await cells('--to', '2020-02-29');
    const all = await cells();
    for (const [k, cell] of split.entries()) {
      if (cell!.figures === null) continue;
      expect(cell!.figures.totalReturn).toBe(cut[k]!.figures!.totalReturn);
      expect(cell!.figures.closedTrades).toBe(cut[k]!.figures!.closedTrades);
      expect(cell!.figures.totalReturn).not.toBe(all[k]!.figures!.totalReturn);
      expect(cell!.runId).not.toBe(cut[k]!.runId);
    }
    expect((await lookback([...grid, '--split', '2020-03-01'])).out).toMatch(/before the split/);
  });

  it('stops when it is interrupted', async () => {
    const run = await lookback(grid, {}, { aborted: true });
    expect(run.code).toBe(130);
  });
});

describe('An axis on the command line', () => {
  it('is a range or a list, and may be in percent', () => {
    expect(parseAxis('protection.stopLoss=0:2%:0.5%').values).toEqual([
      0, 0.005, 0.01, 0.015, 0.02,
    ]);
    expect(parseAxis('strategy.params.fast=5,8,13')).toEqual({
      path: 'strategy.params.fast',
      values: [5, 8, 13],
    });
    for (const text of ['fast', '=1:2:1', 'fast=1:2', 'fast=a,b', 'fast=1:2:0']) {
      expect(() => parseAxis(text), text).toThrow();
    }
  });
});
