import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Gateway } from '../../lib/server/gateway/gateway';
import { answerRouterRequest } from '../../lib/server/router-http';
import { RequestLimits } from '../../lib/server/router-limits';

export interface RouterServer {
  readonly origin: string;
  readonly limits: RequestLimits;
  /** Ends every connection and takes no more. */
  stop(): void;
}

/** The router behind a plain HTTP server, as the site serves it, until the test ends. */
export async function routerServer(
  gateway: Gateway,
  limits = new RequestLimits(() => Date.now()),
  closing?: AbortSignal,
): Promise<RouterServer> {
  const server = createServer((request, response) => {
    const left = new AbortController();
    response.on('close', () => left.abort());
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const asked = new Request(`http://site${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      signal: left.signal,
    });
    void answerRouterRequest(asked, {
      gateway,
      limits,
      ...(closing === undefined ? {} : { closing }),
    }).then((answer) => send(answer, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  return { origin, limits, stop };
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  const reader = answer.body?.getReader();
  response.on('close', () => void reader?.cancel().catch(() => {}));
  for (;;) {
    const chunk = await reader?.read().catch(() => null);
    if (chunk == null || chunk.done) break;
    response.write(chunk.value);
  }
  response.end();
}
