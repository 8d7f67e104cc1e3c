// Reads the imports of TypeScript sources as text: who names whom, and whether for types only.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, root } from './paths.mjs';

export function sourceFiles(folder) {
  const files = [];
  const walk = (path) => {
    for (const name of readdirSync(path)) {
      const full = join(path, name);
      if (statSync(full).isDirectory()) walk(full);
      else if (/\.tsx?$/.test(name) && !name.endsWith('.d.ts')) files.push(relative(root, full));
    }
  };
  if (existsSync(at(folder))) walk(at(folder));
  return files.sort();
}

const withoutComments = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');

/** Source text with comments blanked out, line numbers kept. */
export function readSource(file) {
  return withoutComments(readFileSync(at(file), 'utf8'));
}

const patterns = [
  // import x from '…' · import type … · export … from '…'
  /\b(import|export)\s+(type\s+)?((?:[\w*$\s{},]|\btype\b)*?)\s*from\s*['"]([^'"]+)['"]/g,
  /\bimport\s*['"]([^'"]+)['"]/g,
  /\bimport\s*\(\s*['"]([^'"]+)['"]/g,
  /new\s+URL\(\s*['"]([^'"]+\.ts)['"]\s*,\s*import\.meta\.url/g,
];

/** @returns {{ specifier: string, target: string | null, typeOnly: boolean, worker: boolean }[]} target is a repository path, null for packages */
export function importsOf(file) {
  const text = readSource(file);
  const found = [];
  const add = (specifier, typeOnly, worker = false) =>
    found.push({ specifier, target: resolveSpecifier(file, specifier), typeOnly, worker });
  for (const m of text.matchAll(patterns[0])) {
    const names = m[3].trim();
    const inner = /^\{([\s\S]*)\}$/.exec(names)?.[1];
    const allTypes = inner
      ?.split(',')
      .map((n) => n.trim())
      .filter(Boolean)
      .every((n) => n.startsWith('type '));
    add(m[4], Boolean(m[2]) || allTypes);
  }
  for (const m of text.matchAll(patterns[1])) add(m[1], false);
  for (const m of text.matchAll(patterns[2])) add(m[1], false);
  for (const m of text.matchAll(patterns[3])) add(m[1], false, true);
  return found;
}

function resolveSpecifier(file, specifier) {
  if (!specifier.startsWith('.')) return null;
  const base = join(dirname(file), specifier);
  for (const candidate of [
    base,
    `${base}.ts`,
    `${base}.tsx`,
    join(base, 'index.ts'),
    join(base, 'index.tsx'),
  ]) {
    if (existsSync(at(candidate)) && statSync(at(candidate)).isFile()) return candidate;
  }
  return base;
}
