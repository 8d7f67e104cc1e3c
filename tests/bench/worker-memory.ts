import type { Page } from '@playwright/test';

/** What the workers of a page hold after a collection: JavaScript heap and array buffers, module memory among them. */
export async function workerBytes(page: Page): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const attached: string[] = [];
  const answers = new Map<string, (text: string) => void>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') attached.push(sessionId);
  });
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    answers.get(sessionId)?.(message);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const bytes: number[] = [];
  for (const sessionId of attached) {
    const ask = async (id: number, method: string): Promise<string> => {
      const answer = new Promise<string>((resolve) => answers.set(sessionId, resolve));
      const message = JSON.stringify({ id, method, params: {} });
      await session.send('Target.sendMessageToTarget', { sessionId, message });
      return answer;
    };
    await ask(1, 'HeapProfiler.collectGarbage');
    const { result } = JSON.parse(await ask(2, 'Runtime.getHeapUsage')) as {
      result: { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };
    };
    bytes.push(
      result.usedSize + (result.embedderHeapUsedSize ?? 0) + (result.backingStorageSize ?? 0),
    );
  }
  await session.detach();
  return bytes;
}
