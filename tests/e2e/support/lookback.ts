import { test as base, expect, type Page, type Request } from '@playwright/test';

/** What must never happen on any page of any test. */
export interface Watch {
  /** Policy violations, script errors and failed console assertions. */
  readonly problems: string[];
  readonly requests: Request[];
}

const watches = new WeakMap<Page, Watch>();

/** Starts listening on a page before its first navigation. */
export async function watchPage(page: Page): Promise<Watch> {
  const watch: Watch = { problems: [], requests: [] };
  watches.set(page, watch);
  page.on('pageerror', (error) => watch.problems.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    watch.problems.push(`console: ${message.text()} ${message.location().url}`.trim());
  });
  page.on('request', (request) => watch.requests.push(request));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return watch;
}

/** No policy violation, no script error, no request to anyone but the own server. */
export function expectQuiet(page: Page): void {
  const watch = watches.get(page);
  if (watch === undefined) throw new Error('watchPage was not called for this page');
  expect(watch.problems).toEqual([]);
  const own = new URL(page.url()).origin;
  const foreign = watch.requests
    .map((r) => r.url())
    .filter((url) => !url.startsWith(own) && !/^(blob|data):/.test(url));
  expect(foreign).toEqual([]);
}

/** No request, in address, headers or body, carries any of the given texts. */
export async function expectNothingSent(page: Page, secrets: readonly string[]): Promise<void> {
  const watch = watches.get(page);
  if (watch === undefined) throw new Error('watchPage was not called for this page');
  for (const request of watch.requests) {
    const sent = `${request.method()} ${decodeURIComponent(request.url())} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`;
    for (const secret of secrets) expect(sent).not.toContain(secret);
    // The pages only ever read from their server.
    expect(['GET', 'HEAD']).toContain(request.method());
  }
}

/** A page that is watched from its first request and must have been quiet at the end. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      await watchPage(page);
      await use(undefined);
      expectQuiet(page);
    },
    { auto: true },
  ],
});

export { expect };
