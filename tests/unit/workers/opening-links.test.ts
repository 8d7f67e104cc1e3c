import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { exportCsv } from '../../../lib/market/export-csv';
import { decodeWire, encodeWire } from '../../../lib/sharing/link-codec';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { modelSettingOf } from '../../../lib/strategies/named-model.schema';
import type { DataRef, VerificationStep } from '../../../workers/backtest.api';
import { walkBars } from '../../support/bars';

import { browser, config, controlled, importWalk, sample } from './browser';

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

/** A browser with a run on three files of its own: bars, a benchmark and funding rates. */
async function withThreeFiles() {
  const walk = await importWalk(here);
  const other = await importWalk(here, 9, 'Other');
  const { time } = await walkBars(600, 5);
  const charges = [...time].filter((at) => at % 28_800_000 === 0);
  const rates = new TextEncoder().encode(
    `symbol,time,funding_rate\n${charges.map((at, k) => `WALK,${at},${0.0001 * (k % 5)}`).join('\n')}\n`,
  );
  const inspected = await here.data.inspect([{ bytes: rates, fileName: 'f.csv' }], controlled());
  const { series } = await here.data.ratesReport(inspected.importId, {}, controlled());
  const toSave = series.map(({ fingerprint, name }) => ({ fingerprint, name }));
  const [funding] = await here.data.saveRates(inspected.importId, {}, toSave, controlled());
  const chosen: RunConfigInput = {
    ...config,
    strategy: { id: 'sma-cross', params: { fast: 5, slow: 20 } },
    period: { from: time[100]!, to: time[560]!, split: time[300]! },
    account: { funding: 'series', fundingSeries: funding!.fingerprint },
    statistics: {
      benchmark: { kind: 'data', data: { kind: 'stored', fingerprint: other.info.fingerprint } },
    },
  };
  const data: DataRef = { kind: 'stored', fingerprint: walk.info.fingerprint };
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['walk.csv.gz', walk.csv],
    ['other.csv.gz', other.csv],
    ['f.csv', rates],
  ];
  return { here, files, chosen, data };
}

describe('Opening a link', () => {
  it('verifies a sample run in another browser, step by step', async () => {
    const link = await here.backtest.makeLink(sample, config, controlled());
    console.log(`link of SMA cross on the sample: ${link.length} characters`);
    expect(link.length).toBeLessThanOrEqual(2000);
    const steps: VerificationStep[] = [];
    const outcome = await browser().backtest.verifyLink(link.fragment, controlled(steps));
    expect(outcome.status).toBe('verified');
    expect(steps.map((s) => `${s.id} ${s.state}`)).toEqual([
      'link running',
      'link done',
      'data running',
      'data done',
      'run running',
      'run done',
      'compare running',
      'compare done',
    ]);
    expect(steps.every((s) => s.detail.length > 5)).toBe(true);
  });

  it('has at most 2,000 characters for every classic strategy, and verifies', async () => {
    const other = browser();
    for (const { id, presets } of strategyListings) {
      // One that acts on a model has it in its link.
      if (modelSettingOf(id) !== null) continue;
      for (const { params } of presets) {
        const chosen: RunConfigInput = { strategy: { id, params: { ...params } } };
        const link = await here.backtest.makeLink(sample, chosen, controlled());
        expect(link.length, id).toBeLessThanOrEqual(2000);
        expect(link.asFile).toBeNull();
        const outcome = await other.backtest.verifyLink(link.fragment, controlled());
        expect(outcome.status, id).toBe('verified');
      }
    }
  });

  it('shows the claim without recomputing anything', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const link = await here.backtest.makeLink(sample, config, controlled());
    const claim = await browser().backtest.readLink(link.fragment, controlled());
    expect(claim).toMatchObject({
      title: result.title,
      dataName: 'S&P 500',
      bars: 5105,
      data: sample,
      fileName: null,
    });
    expect(claim.figures.sharpe).toBe(result.figures.sharpe.value);
    expect(claim).not.toHaveProperty('source');
  });

  it('asks for a private file by name, verifies on it, and differs on an altered one', async () => {
    const { csv, info } = await importWalk(here);
    const stored: DataRef = { kind: 'stored', fingerprint: info.fingerprint };
    const { fragment } = await here.backtest.makeLink(stored, config, controlled());
    const other = browser();
    expect(await other.backtest.verifyLink(fragment, controlled())).toEqual({
      status: 'data-needed',
      role: 'bars',
      fingerprint: info.fingerprint,
      fileName: 'walk.csv.gz',
      dataName: 'Walk',
    });
    const got = await other.data.importForLink(csv, 'walk.csv.gz', fragment, controlled());
    expect(got).toMatchObject({ fingerprint: info.fingerprint, name: 'Walk' });
    const again = await other.backtest.verifyLink(fragment, controlled());
    expect(again.status).toBe('verified');

    const rows = new TextDecoder().decode(exportCsv(await walkBars(600, 5))).split('\n');
    const cells = rows[301]!.split(',');
    const lower = String(Number(cells[3]) * 0.9);
    rows[301] = [cells[0], cells[1], cells[2], lower, lower, cells[5]].join(',');
    const altered = gzipSync(new TextEncoder().encode(rows.join('\n')));
    const third = browser();
    const imported = await third.data.importForLink(
      new Uint8Array(altered),
      'walk.csv.gz',
      fragment,
      controlled(),
    );
    const set = imported!;
    expect(set.fingerprint).not.toBe(info.fingerprint);
    const data: DataRef = { kind: 'stored', fingerprint: set.fingerprint };
    const outcome = await third.backtest.verifyLinkOn(fragment, data, controlled());
    expect(outcome).toMatchObject({ status: 'differs' });
    const { what, toTime } = outcome as { what: string; toTime: number | null };
    expect(what).toContain('The data are not the claimed ones');
    if (toTime !== null) expect(toTime).toBeGreaterThanOrEqual(set.firstTime + 300 * 3_600_000);
  });

  it('asks for the files of a benchmark and of funding one after the other, then verifies', async () => {
    const { here: sender, files, chosen, data } = await withThreeFiles();
    const { fragment, length } = await sender.backtest.makeLink(data, chosen, controlled());
    expect(length).toBeLessThanOrEqual(2600);
    const claim = await sender.backtest.readLink(fragment, controlled());
    expect(claim.benchmark).toMatchObject({ name: 'Other', bars: 600, fileName: 'walk.csv.gz' });
    expect(claim.funding).toMatchObject({ name: 'WALK funding', rates: 75 });

    const other = browser();
    const roles: string[] = [];
    for (const [name, bytes] of files) {
      const outcome = await other.backtest.verifyLink(fragment, controlled());
      expect(outcome.status).toBe('data-needed');
      if (outcome.status === 'data-needed') roles.push(`${outcome.role}: ${outcome.dataName}`);
      await other.data.importForLink(bytes, name, fragment, controlled());
    }
    expect(roles).toEqual(['bars: Walk', 'benchmark: Other', 'funding: WALK funding']);
    const steps: VerificationStep[] = [];
    const outcome = await other.backtest.verifyLink(fragment, controlled(steps));
    expect(outcome.status).toBe('verified');
    expect(steps.find((step) => step.id === 'data' && step.state === 'done')?.detail).toMatch(
      /^600 bars.*; benchmark 600 bars.*; 75 funding rates/,
    );
  });

  it('differs when a period, benchmark or rate was altered, and is no link without their data', async () => {
    const { here: sender, chosen, data } = await withThreeFiles();
    const { fragment } = await sender.backtest.makeLink(data, chosen, controlled());
    const wire = decodeWire(fragment);
    const verdict = async (altered: typeof wire) =>
      sender.backtest.verifyLink(encodeWire(altered).fragment, controlled());
    const { period, statistics, account } = wire.config;
    const later = { ...period, from: period.from! + 3_600_000 };
    const constant = { ...account, funding: 'constant', fundingSeries: null } as const;
    const { funding: _, ...unfunded } = wire;
    for (const altered of [
      { ...wire, config: { ...wire.config, period: later } },
      { ...wire, config: { ...wire.config, period: { ...period, split: null } } },
      { ...unfunded, config: { ...wire.config, account: constant } },
      { ...wire, benchmark: { ...wire.benchmark!, bars: 599 } },
      { ...wire, funding: { ...wire.funding!, to: wire.funding!.to + 1 } },
    ]) {
      expect((await verdict(altered)).status).toBe('differs');
    }
    const cash = { ...statistics, benchmark: { kind: 'cash', rate: 0.1 } } as const;
    for (const altered of [
      { ...wire, config: { ...wire.config, statistics: cash } },
      { ...wire, benchmark: { ...wire.benchmark!, print: wire.data.print } },
      { ...wire, funding: { ...wire.funding!, print: wire.data.print } },
      unfunded,
    ]) {
      await expect(verdict(altered)).rejects.toMatchObject({ name: 'LinkError', fault: 'content' });
    }
    const noBenchmark = { ...statistics, benchmark: { kind: 'hold' } } as const;
    const { benchmark: __, ...plain } = wire;
    const held = { ...plain, config: { ...wire.config, statistics: noBenchmark } };
    expect((await verdict(held)).status).toBe('differs');
  });

  it('differs visibly when a parameter or the claim was altered', async () => {
    const { fragment } = await here.backtest.makeLink(sample, config, controlled());
    const wire = decodeWire(fragment);
    const strategy = { id: 'sma-cross', params: { ...wire.config.strategy.params, fast: 21 } };
    const figures = [0.9, ...wire.figures.slice(1)];
    for (const [altered, expected] of [
      [{ ...wire, config: { ...wire.config, strategy } }, /settings/],
      [{ ...wire, ledger: wire.run }, /ledger differs/],
      [{ ...wire, equity: wire.run }, /equity curve differs/],
      [{ ...wire, figures }, /total return differs: .* computed, 0.9 claimed/],
    ] as const) {
      const steps: VerificationStep[] = [];
      const link = encodeWire(altered).fragment;
      const outcome = await here.backtest.verifyLink(link, controlled(steps));
      expect(outcome.status).toBe('differs');
      expect((outcome as { what: string }).what).toMatch(expected);
      expect(steps.at(-1)).toMatchObject({ id: 'compare', state: 'failed' });
    }
  });

  it('recomputes a run of another engine version and says whether it is the same', async () => {
    const { fragment } = await here.backtest.makeLink(sample, config, controlled());
    const link = encodeWire({ ...decodeWire(fragment), semantics: 9 }).fragment;
    expect(await here.backtest.verifyLink(link, controlled())).toMatchObject({
      status: 'other-engine',
      claimedVersion: 9,
      ownVersion: 1,
      same: true,
    });
  });

  it('refuses what is no link', async () => {
    await expect(here.backtest.readLink('#r1.abc', controlled())).rejects.toMatchObject({
      name: 'LinkError',
      fault: 'damaged',
    });
  });
});
