import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyWhenChanged } from '../../../scripts/copy-when-changed.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file that the site serves', () => {
  it('is copied where it is missing or another one, with nothing left beside it', () => {
    const [source, target] = [join(folder, 'a.csv'), join(folder, 'public', 'a.csv')];
    writeFileSync(source, 'one');
    copyWhenChanged(source, target);
    expect(readFileSync(target, 'utf8')).toBe('one');
    writeFileSync(source, 'two');
    copyWhenChanged(source, target);
    expect(readFileSync(target, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'public'))).toEqual(['a.csv']);
  });

  it('is left alone where it is the same', () => {
    const [source, target] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    writeFileSync(source, 'one');
    copyWhenChanged(source, target);
    utimesSync(target, 1000, 1000);
    copyWhenChanged(source, target);
    expect(statSync(target).mtimeMs).toBe(1_000_000);
  });
});
