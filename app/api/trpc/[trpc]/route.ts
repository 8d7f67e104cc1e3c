import { createGateway } from '../../../../lib/server/gateway/gateway';
import { startReplayPlace } from '../../../../lib/server/gateway/replay-place';
import { answerRouterRequest } from '../../../../lib/server/router-http';
import { RequestLimits } from '../../../../lib/server/router-limits';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

const closing = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => closing.abort());
}

const options = {
  gateway: createGateway({ replay: startReplayPlace }),
  limits: new RequestLimits(() => Date.now()),
  closing: closing.signal,
  report: (error: unknown) => console.error(error),
};

function answer(request: Request): Promise<Response> {
  return answerRouterRequest(request, options);
}

// Every method, so that each is refused in the same words.
export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
