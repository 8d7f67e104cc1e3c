import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/paths.mjs';
import { failedBrowserTests, failedUnitTests } from '../../../scripts/test-failures.mjs';

describe('what failed, told at the end of the tests', () => {
  it('names unit tests with their file and why, and nothing that passed', () => {
    const report = {
      testResults: [
        {
          name: `${root}/tests/unit/a.test.ts`,
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', ancestorTitles: ['A'], title: 'holds', failureMessages: [] },
            {
              status: 'failed',
              ancestorTitles: ['A', 'b'],
              title: 'does not',
              failureMessages: [
                `expected 1 to be 2\n${Array.from({ length: 40 }, (_, k) => `at ${k}`).join('\n')}`,
              ],
            },
          ],
        },
        {
          name: `${root}/tests/unit/b.test.ts`,
          status: 'failed',
          message: 'Cannot find module',
          assertionResults: [],
        },
        {
          name: `${root}/tests/unit/c.test.ts`,
          status: 'passed',
          message: '',
          assertionResults: [],
        },
      ],
    };
    const failed = failedUnitTests(report);
    expect(failed).toHaveLength(2);
    expect(failed[0]).toMatch(
      /^ {2}tests\/unit\/a\.test\.ts › A › b › does not\n {6}expected 1 to be 2\n/,
    );
    expect(failed[0]).not.toContain('at 20');
    expect(failed[1]).toBe('  tests/unit/b.test.ts › could not run\n      Cannot find module');
  });

  it('names browser tests, flaky ones too, however deep they lie', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'a.e2e.ts',
      tests: [
        { status, results: [{}, { error: message === undefined ? undefined : { message } }] },
      ],
    });
    const report = {
      suites: [
        {
          specs: [spec('passes', 'expected')],
          suites: [
            { specs: [spec('fails', 'unexpected', 'not visible'), spec('wavers', 'flaky')] },
          ],
        },
      ],
      errors: [{ message: 'the site did not start' }],
    };
    expect(failedBrowserTests(report)).toEqual([
      '  tests/e2e/a.e2e.ts › fails\n      not visible',
      '  tests/e2e/a.e2e.ts › wavers\n      no message',
      '  tests/e2e › could not run\n      the site did not start',
    ]);
  });
});
