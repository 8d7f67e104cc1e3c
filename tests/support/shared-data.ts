import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Real market data beside the checkout; absent on most machines. */
export const sharedDataPresent = existsSync(folder);

/** Absolute path of a file of the shared data folder. */
export function sharedData(path: string): string {
  return folder + path;
}
