import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/paths.mjs';

/** What a file names in imports that bring code with them; lazily loaded and type-only ones are left out. */
function staticImports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: string[] = [];
  for (const [, typeOnly, names = '', from = ''] of text.matchAll(
    /^(?:import|export)\s+(type\s+)?([\s\S]*?)from\s+'([^']+)';/gm,
  )) {
    const listed = /^\{([\s\S]*)\}\s*$/.exec(names)?.[1]?.split(',') ?? null;
    const given = listed?.map((name) => name.trim()).filter((name) => name !== '');
    const isTypes = given?.length && given.every((name) => name.startsWith('type '));
    if (!typeOnly && !isTypes) found.push(from);
  }
  return found;
}

function resolved(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const base = join(dirname(from), specifier);
  const file = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map((ending) => base + ending)
    .find((path) => existsSync(join(root, path)) && statSync(join(root, path)).isFile());
  return file ?? base;
}

/** Everything that is loaded with the files given, and from where it was first named. */
function loadedWith(files: readonly string[]): ReadonlyMap<string, string> {
  const seen = new Map(files.map((file) => [file, '']));
  for (const file of seen.keys()) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const specifier of staticImports(file)) {
      const target = resolved(file, specifier);
      if (!seen.has(target)) seen.set(target, file);
    }
  }
  return seen;
}

describe('the first page', () => {
  const loaded = loadedWith(['app/page.tsx', 'app/layout.tsx']);

  it('is found with its parts', () => {
    expect(loaded.has('app/_components/backtest/lab.tsx')).toBe(true);
    expect(loaded.has('react')).toBe(true);
  });

  it.each(['zod', 'lightweight-charts', 'recharts', 'dexie', '@trpc/client', '@tensorflow/'])(
    'loads %s later, if at all',
    (name) => {
      const found = [...loaded].filter(([target]) => target.startsWith(name));
      expect(found).toEqual([]);
    },
  );
});
