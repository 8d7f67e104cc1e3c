import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Identity } from './pages';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What the command line prints as JSON. */
export function commandLine<T>(...words: readonly string[]): T {
  const output = execFileSync(process.execPath, ['bin/lookback.mjs', ...words, '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(output) as T;
}

/** The identity of a run made by the command line. */
export const headless = (data: string, ...words: readonly string[]): Identity =>
  commandLine<{ identity: Identity }>('backtest', data, ...words).identity;
