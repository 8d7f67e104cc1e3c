import { hasSessions } from './paper-memory';

/** Goes on with the paper sessions that ran when the page was left, wherever it is opened again. */
export async function wakePaper(): Promise<void> {
  if (!hasSessions()) return;
  const { paper } = await import('../../workers/paper.client');
  // What can't be read now is said on the Paper page, which asks again.
  await paper.list().catch(() => undefined);
}
