#!/usr/bin/env node
// Who may import whom (docs/architecture.md), and no cycles. Exits 1 with one line a violation.
import { fileURLToPath } from 'node:url';
import { importsOf, sourceFiles } from './source-imports.mjs';

const domains = [
  'core',
  'kernels',
  'statistics',
  'market',
  'indicators',
  'alphas',
  'features',
  'regimes',
  'models',
  'memory',
  'strategies',
  'portfolio',
  'risk',
  'execution',
  'session',
  'backtest',
  'analytics',
  'learning',
  'optimise',
  'storage',
  'sharing',
  'paper',
  'server',
  'cli',
];
const forbiddenInLib = /^(react|react-dom|next|@mantine\/|@tabler\/|comlink)(\/|$)/;

const domainOf = (path) => /^lib\/([^/]+)\//.exec(path)?.[1];
const isSchema = (path) => path.endsWith('.schema.ts');
const isView = (path) => path.startsWith('lib/analytics/views/');
/** Runs in the server alone, never in a page. */
const isRoute = (path) => /^app\/api\/.+\/route\.ts$/.test(path);
const isWorkerFile = (path) => path.endsWith('.worker.ts');

/** Rules that one import can break, given who imports what. @returns {string | null} the reason */
export function brokenRule(from, edge) {
  const { target, specifier, typeOnly } = edge;
  const domain = domainOf(from);
  if (from.startsWith('wasm/'))
    return target === null || !target.startsWith('wasm/') ? 'wasm/ imports wasm/ only' : null;
  if (domain) {
    if (forbiddenInLib.test(specifier)) return 'lib/ knows nothing of React, Next or comlink';
    if (target === null) return null;
    if (/^(app|workers|wasm|tests|scripts)\//.test(target)) return 'lib/ imports lib/ only';
    const other = domainOf(target);
    const mine = domains.indexOf(domain);
    const theirs = domains.indexOf(other ?? '');
    if (mine < 0) return `lib/${domain} is not in the list of domains`;
    if (theirs < 0) return 'lib/ imports lib/ only';
    if (theirs > mine) return `lib/${domain} comes before lib/${other}`;
    if (isSchema(from) && !(other === 'core' || isSchema(target)) && !typeOnly)
      return 'a schema imports only core, zod and schemas';
    return null;
  }
  if (from.startsWith('workers/')) {
    if (target?.startsWith('app/')) return 'workers/ never imports app/';
    if (from.endsWith('.client.ts') && !typeOnly && target !== null) {
      if (edge.worker) return null;
      if (isWorkerFile(target)) return 'a client takes only types of its worker';
      if (target.startsWith('lib/kernels/')) return 'a client never imports lib/kernels';
    }
    return null;
  }
  if (isRoute(from) && target !== null && domainOf(target) === 'server') return null;
  if (from.startsWith('app/') && target !== null) {
    if (target.startsWith('app/api/')) return 'pages never import routes';
    if (domainOf(target) === 'server' && !typeOnly) return 'of app/ only routes import lib/server';
    if (target.startsWith('wasm/') || target.startsWith('lib/kernels/') || isWorkerFile(target))
      return 'app/ never imports wasm/, lib/kernels or a worker';
    if (
      target.startsWith('lib/') &&
      !typeOnly &&
      !isSchema(target) &&
      !isView(target) &&
      domainOf(target) !== 'core'
    ) {
      return 'app/ imports of lib/ only types, schemas, core and pure views';
    }
    if (target.startsWith('workers/') && !target.endsWith('.client.ts') && !typeOnly)
      return 'app/ imports of workers/ only clients';
  }
  return null;
}

/** What a page reaches through value imports, client bridges included, must not hold kernels or workers. */
export function transitiveViolations(graph) {
  const violations = [];
  const visit = (file, path, seen) => {
    for (const edge of graph.get(file) ?? []) {
      if (edge.typeOnly || edge.worker || edge.target === null || seen.has(edge.target)) continue;
      const next = edge.target;
      if (next.startsWith('lib/kernels/') || next.startsWith('wasm/') || isWorkerFile(next)) {
        violations.push(`${[...path, next].join(' → ')}: a page reaches the module`);
        continue;
      }
      seen.add(next);
      visit(next, [...path, next], seen);
    }
  };
  for (const file of graph.keys())
    if (file.startsWith('app/') && !isRoute(file)) visit(file, [file], new Set([file]));
  return violations;
}

export function findCycles(graph) {
  const cycles = [];
  const state = new Map();
  const visit = (file, path) => {
    state.set(file, 'open');
    for (const { target, worker } of graph.get(file) ?? []) {
      if (target === null || worker || !graph.has(target)) continue;
      if (state.get(target) === 'open')
        cycles.push(`cycle: ${[...path.slice(path.indexOf(target)), target].join(' → ')}`);
      else if (!state.has(target)) visit(target, [...path, target]);
    }
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file, [file]);
  return cycles;
}

/** @returns {{ files: number, violations: string[] }} */
export function checkBoundaries() {
  const graph = new Map();
  for (const folder of ['wasm', 'lib', 'workers', 'app'])
    for (const file of sourceFiles(folder)) graph.set(file, importsOf(file));
  const violations = [];
  for (const [file, edges] of graph) {
    for (const edge of edges) {
      if (
        edge.target !== null &&
        !graph.has(edge.target) &&
        !/\.(css|json|svg|mjs|js)$/.test(edge.target)
      ) {
        violations.push(`${file}: ${edge.specifier} does not exist`);
        continue;
      }
      const reason = brokenRule(file, edge);
      if (reason !== null) violations.push(`${file}: imports ${edge.specifier}: ${reason}`);
    }
  }
  violations.push(...transitiveViolations(graph), ...findCycles(graph));
  return { files: graph.size, violations };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, violations } = checkBoundaries();
  for (const line of violations) console.error(line);
  console.log(`boundaries: ${files} files, ${violations.length} violations`);
  process.exit(violations.length > 0 ? 1 : 0);
}
