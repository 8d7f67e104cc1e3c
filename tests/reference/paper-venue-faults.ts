import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paperOnVenue } from '../support/paper-venue';

/** A session on a venue with every fault five times has every bar once and the ledger of their backtest. */
export const paperVenueProperty = (bars: number) =>
  fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
    const { heard, source, parity, acknowledged, ordersInLog } = await paperOnVenue({
      bars,
      times: 5,
      seed,
      kills: 10,
    });
    assert.deepStrictEqual(heard, source);
    assert.ok(heard.length > bars);
    assert.equal(parity.differs, null);
    assert.ok(parity.same);
    assert.ok(acknowledged.every((name) => ordersInLog.has(name)));
  });
