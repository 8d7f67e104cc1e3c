import { relative } from 'node:path';
import { root } from './paths.mjs';

const mostLines = 12;

/** What failed, with the first lines of why, as it is told at the end of `npm test`. */
const told = (file, title, message) =>
  [`  ${file} › ${title}`, ...message.trim().split('\n').slice(0, mostLines)].join('\n      ');

/** @param report of vitest's JSON reporter */
export function failedUnitTests({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that can't be loaded has no tests.
    if (failed.length === 0)
      return status === 'failed' ? [told(file, 'could not run', message)] : [];
    return failed.map((test) =>
      told(file, [...test.ancestorTitles, test.title].join(' › '), test.failureMessages.join('\n')),
    );
  });
}

/** @param report of Playwright's JSON reporter */
export function failedBrowserTests({ suites, errors }) {
  const inside = ({ specs = [], suites: nested = [] }) => [...specs, ...nested.flatMap(inside)];
  const failed = suites
    .flatMap(inside)
    .filter((spec) =>
      spec.tests.some(({ status }) => status === 'unexpected' || status === 'flaky'),
    );
  const why = ({ tests }) =>
    tests
      .flatMap(({ results }) => results)
      .map(({ error }) => error?.message ?? '')
      .find((message) => message !== '') ?? 'no message';
  return [
    ...failed.map((spec) => told(`tests/e2e/${spec.file}`, spec.title, why(spec))),
    ...errors.map(({ message }) => told('tests/e2e', 'could not run', message ?? 'no message')),
  ];
}
