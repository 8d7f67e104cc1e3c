import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Copies a file where the target is missing or another one. The target is never there in part: a site that serves it
 * may be running while the command line looks after it.
 */
export function copyWhenChanged(source, target) {
  if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) return;
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}`;
  copyFileSync(source, beside);
  renameSync(beside, target);
}
