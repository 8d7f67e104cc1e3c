import { describe, expect, it } from 'vitest';
import {
  brokenRule,
  checkBoundaries,
  findCycles,
  type ImportEdge,
  transitiveViolations,
} from '../../../scripts/check-boundaries.mjs';

const edge = (target: string, more: Partial<ImportEdge> = {}): ImportEdge => ({
  specifier: `./${target}`,
  target,
  typeOnly: false,
  worker: false,
  ...more,
});

describe('import rules', () => {
  it('hold for the whole project', () => {
    const { files, violations } = checkBoundaries();
    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it.each([
    ['a domain importing a later one', 'lib/market/a.ts', edge('lib/storage/b.ts')],
    ['lib importing a page', 'lib/market/a.ts', edge('app/page.tsx')],
    ['a page importing the kernels', 'app/a.tsx', edge('lib/kernels/module.ts')],
    ['a page importing values of a domain', 'app/a.tsx', edge('lib/market/resample.ts')],
    ['a page importing a worker', 'app/a.tsx', edge('workers/data.worker.ts')],
    ['a client importing its worker', 'workers/a.client.ts', edge('workers/a.worker.ts')],
    ['a page importing the server', 'app/a.tsx', edge('lib/server/router.ts')],
    ['a page importing a route', 'app/a.tsx', edge('app/api/trpc/route.ts')],
    ['a route importing a domain', 'app/api/x/route.ts', edge('lib/storage/b.ts')],
    ['a file beside a route', 'app/api/x/more.ts', edge('lib/server/router.ts')],
    ['wasm importing lib', 'wasm/a.ts', edge('lib/core/time.ts')],
    ['a schema importing code', 'lib/strategies/a.schema.ts', edge('lib/strategies/catalogue.ts')],
    ['lib importing React', 'lib/market/a.ts', { ...edge(''), target: null, specifier: 'react' }],
  ])('refuse %s', (_what, from, bad) => {
    expect(brokenRule(from, bad)).not.toBeNull();
  });

  it.each([
    ['an earlier domain', 'lib/storage/a.ts', edge('lib/market/bars.ts')],
    ['types of a domain in a page', 'app/a.tsx', edge('lib/market/bars.ts', { typeOnly: true })],
    ['the server in a route', 'app/api/x/route.ts', edge('lib/server/router.ts')],
    ['a schema in a page', 'app/a.tsx', edge('lib/strategies/catalogue.schema.ts')],
    [
      'a client starting its worker',
      'workers/a.client.ts',
      edge('workers/a.worker.ts', { worker: true }),
    ],
  ])('allow %s', (_what, from, good) => {
    expect(brokenRule(from, good)).toBeNull();
  });

  it('find a cycle and a page that reaches the module through others', () => {
    const graph = new Map([
      ['app/a.tsx', [edge('lib/analytics/views/v.ts')]],
      ['lib/analytics/views/v.ts', [edge('lib/market/m.ts')]],
      ['lib/market/m.ts', [edge('lib/kernels/math.ts'), edge('lib/market/n.ts')]],
      ['lib/market/n.ts', [edge('lib/market/m.ts')]],
      ['lib/kernels/math.ts', []],
    ]);
    expect(transitiveViolations(graph)).toHaveLength(1);
    expect(findCycles(graph)).toEqual([
      'cycle: lib/market/m.ts → lib/market/n.ts → lib/market/m.ts',
    ]);
  });
});
