import { describe, expect, it } from 'vitest';
import type { BarColumns } from '../../../lib/market/bars';
import { ImportSession } from '../../../lib/market/import';
import type { ImportAnswers } from '../../../lib/market/import/types';
import { fixture } from '../../support/fixtures';

interface Expected {
  readonly answers?: ImportAnswers;
  readonly bars?: number;
  readonly raw?: number;
}

const { files, tables } = JSON.parse(
  new TextDecoder().decode(fixture('dialects/expected.json')),
) as {
  files: Readonly<Record<string, Expected>>;
  tables: readonly Readonly<Record<keyof BarColumns, readonly number[]>>[];
};
/** Text files of one instrument. */
const names = Object.keys(files).filter(
  (name) => /\.(csv|txt)$/.test(name) && !/utf16/.test(name) && files[name]!.bars !== undefined,
);

const mark = (line: string): string => /[\t;,]/.exec(line)![0];
/** Changes to a line of data that leave no doubt that it is none, by what they do. */
const changes: Readonly<Record<string, (line: string) => string>> = {
  'a cell too few': (line) => line.slice(line.indexOf(mark(line)) + 1),
  'a cell too many': (line) => `7${mark(line)}${line}`,
  'a word for the time': (line) => `yesterday${line.slice(line.indexOf(mark(line)))}`,
  'a byte order mark in the middle': (line) => `\ufeff${line}`,
  'a quote that is not closed': (line) => line.replace(/^"?/, '"').replace(/"(?=[\t;,])/g, ''),
};

describe.each(names)('%s', (name) => {
  it.each(Object.keys(changes))('with %s in one row reports the row', async (change) => {
    const { answers, bars: table, raw } = files[name]!;
    const truth = tables[raw ?? table!]!;
    const lines = new TextDecoder().decode(fixture(`dialects/${name}`)).split('\n');
    const row = 21;
    lines[row - 1] = changes[change]!(lines[row - 1]!);
    const bytes = new TextEncoder().encode(lines.join('\n'));
    const session = await ImportSession.open(bytes, name);
    const chosen = { ...answers, ...(raw === undefined ? {} : { adjustment: 'raw' as const }) };
    const { bars, dropped } = await session.finish(chosen, {}, 'x');
    expect(dropped.map((it) => it.row)).toEqual([row]);
    expect(bars.length).toBe(truth.time.length - 1);
    for (let i = 0; i < bars.length; i++) {
      const k = truth.time.indexOf(bars.time[i]!);
      for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
        expect(bars[field][i]).toBe(truth[field][k]);
      }
    }
  });
});
