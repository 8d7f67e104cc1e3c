/** What failed in a report of vitest's JSON reporter: file, title and the first lines of why. */
export function failedUnitTests(report: unknown): string[];
/** The same of a report of Playwright's JSON reporter. */
export function failedBrowserTests(report: unknown): string[];
