import { expect, it } from 'vitest';
import { createJobControl } from '../../../../lib/core/job';
import { downloadBars } from '../../../../lib/market/exchange/download-bars';
import { type DownloadPlan, memoryDownloads } from '../../../../lib/market/exchange/download-store';
import type { CandleRequest } from '../../../../lib/market/exchange/exchange.schema';
import type { ExchangePort } from '../../../../lib/market/exchange/exchange-port';
import { machineTiming } from '../../../../lib/server/gateway/upstream-calls';
import { replayStart } from '../../../../lib/server/venue/replay-market';
import type { VenueFault } from '../../../../lib/server/venue/venue-fault';
import { gatewayAt, replayMinutes } from '../../../support/gateway';
import { minuteBars } from '../../../support/minute-bars';
import { minute, steppedVenue } from '../../../support/venue';

const bars = 50_000;

/** What goes wrong, in turn. */
const faults: readonly VenueFault[] = [
  { kind: 'rate-limit', requests: 1, retryAfterSeconds: 1 },
  { kind: 'server-error', requests: 3, status: 503 },
  { kind: 'malformed', how: 'json', requests: 2 },
  { kind: 'malformed', how: 'numbers', requests: 2 },
  { kind: 'malformed', how: 'types', requests: 2 },
  { kind: 'slow', requests: 1, delayMs: 150 },
  { kind: 'disconnect', forMs: 1000 },
];

it('equals the source bar by bar through faults, cancelled twice and taken up again', async () => {
  const source = await minuteBars(bars + 10);
  const { venue, clock } = await steppedVenue({
    bars: bars + 10,
    start: replayStart + (bars + 5) * minute,
  });
  const gateway = gatewayAt(venue.url);
  let asked = 0;
  const port: ExchangePort = {
    symbols: (exchange, signal) => gateway.symbols(exchange, signal),
    live: (series, handlers) => gateway.live(series, handlers),
    candles(request: CandleRequest, signal) {
      asked += 1;
      if (asked % 7 === 0) {
        const fault = faults[(asked / 7) % faults.length]!;
        venue.inject(fault);
        // The venue's time stands; a line that is down comes back when it goes on.
        if (fault.kind === 'disconnect') setTimeout(() => clock.advance(1000), 50);
      }
      return gateway.candles(request, signal);
    },
  };
  const plan: DownloadPlan = {
    series: replayMinutes,
    from: replayStart,
    to: replayStart + bars * minute,
    extending: null,
  };
  const store = memoryDownloads();
  const attempt = (stopAt: number) => {
    const signal = { aborted: false };
    const control = createJobControl(
      signal,
      ({ done }) => {
        if (done >= stopAt) signal.aborted = true;
      },
      () => new Promise((resolve) => setImmediate(resolve)),
    );
    const waits = () => 20;
    return downloadBars(plan, { port, store, timing: machineTiming, control, waits });
  };

  await expect(attempt(12_000)).rejects.toThrow('Cancelled');
  expect((await store.list())[0]?.bars).toBeGreaterThanOrEqual(12_000);
  await expect(attempt(31_000)).rejects.toThrow('Cancelled');
  const downloaded = await attempt(Number.POSITIVE_INFINITY);

  expect(downloaded.length).toBe(bars);
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    expect(downloaded[name]).toEqual(source[name].subarray(0, bars));
  }
  const { struck } = venue.counts;
  for (const { kind } of faults) expect(struck[kind], kind).toBeGreaterThan(0);
  // Each page once, and again where it was struck: nothing is downloaded twice after a cancel.
  expect(asked).toBeLessThan(160);
});
