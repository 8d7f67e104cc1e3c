import { beforeAll, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import { atOnce } from '../../../lib/core/sliced-work';
import { checkpointBar, ledgerCheckpoints } from '../../../lib/sharing/ledger-checkpoints';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

beforeAll(loadKernels);

it('a charge that alone differs changes the checkpoints from its bar on', async () => {
  const bars = await walkBars(800, 8);
  const { ledger } = await runBacktest(bars, {
    strategy: { id: 'buy-and-hold', params: {} },
    account: { funding: 'constant', fundingRate: 0.0001 },
  });
  const carry = ledger.carry.slice();
  const paid = carry.findIndex((money, t) => t > 400 && money !== 0);
  expect(paid).toBeGreaterThan(400);
  carry[paid]! += 0.01;
  const claimed = atOnce(ledgerCheckpoints(ledger));
  const altered = atOnce(ledgerCheckpoints({ ...ledger, carry }));
  const first = claimed.findIndex((prefix, k) => prefix !== altered[k]);
  expect(checkpointBar(first, 800)).toBeGreaterThanOrEqual(paid);
  expect(checkpointBar(first - 1, 800)).toBeLessThan(paid);
});
