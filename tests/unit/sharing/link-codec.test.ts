import { deflateSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { sha256Bytes } from '../../../lib/core/hashing';
import type { BarsSource } from '../../../lib/market/bars';

import { toBase64Url } from '../../../lib/sharing/base64url';
import { decodeLink, decodeWire, encodeLink, encodeWire } from '../../../lib/sharing/link-codec';
import { walkBars } from '../../support/bars';
import { testStore } from '../../support/kernels';
import { toyRun } from '../../support/toy-run';

beforeAll(testStore);

const config: RunConfigInput = {
  strategy: {
    id: 'sma-cross',
    params: { fast: 20, slow: 100, entry: 'level', allowShort: false, band: 1e-9 },
  },
  sizing: { kind: 'volatility-target', targetVolatility: 0.17, rebalanceBand: 0.1 },
  protection: { stopLoss: 0.075, takeProfit: 0.21, timeStopBars: 240 },
  account: {
    capital: 250_000,
    feeBps: 4,
    makerFeeBps: 2,
    slippageBps: 3,
    maxLeverage: 2,
    lot: 0.001,
  },
  seed: 4_123_456_789,
};

const file: BarsSource = {
  kind: 'file',
  fileName: 'binance-spot-BTCUSDT-1h-2021-2024.csv.gz',
  rawSha256: '3f2a'.repeat(16),
  recipe: {
    version: 1,
    dialect: 'binance-archive',
    separator: ',',
    decimal: '.',
    firstRow: 1,
    columnCount: 12,
    columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
    symbolColumn: null,
    timeFormat: 'epoch-ms',
    zone: null,
    zoneRequired: false,
    repairs: {
      unparsable: 'drop',
      'non-positive-price': 'drop',
      'high-below-low': 'drop',
      'open-close-outside': 'keep',
      'out-of-order': 'sort',
      'duplicate-time': 'keep-first',
      gap: 'leave-empty',
      'zero-volume': 'keep',
      spike: 'keep',
    },
    symbol: 'BTCUSDT',
    name: 'BTCUSDT hourly',
    assetClass: 'crypto',
    quoteCurrency: 'USDT',
    calendar: 'crypto-24x7',
    timeZone: 'UTC',
  },
};

async function linked(source: BarsSource = file, n = 900) {
  const bars = await walkBars(n, 3, source);
  const run = await toyRun(bars, config);
  const result = buildRunResult(run, { trialSharpes: [0.01, 0.02], trials: 3 });
  return { run, result, link: encodeLink(run, result, { dataName: 'BTCUSDT hourly' }) };
}

/** A link around any content, with a correct check. */
function around(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const packed = deflateSync(bytes, { level: 9 });
  return `#r1.${toBase64Url(new Uint8Array([...sha256Bytes(packed).subarray(0, 4), ...packed]))}`;
}

describe('A link', () => {
  it('says of a run what the run is', async () => {
    const { run, result, link } = await linked();
    const read = decodeLink(link.fragment);
    expect(read).toMatchObject({
      title: run.title,
      dataName: 'BTCUSDT hourly',
      dataFingerprint: run.bars.fingerprint,
      firstTime: run.bars.time[0],
      lastTime: run.bars.time[899],
      bars: 900,
      quoteCurrency: 'USD',
      semanticsVersion: 1,
      runId: run.identity.runId,
      ledgerHash: run.identity.ledgerHash,
      equityHash: run.identity.equityHash,
      trials: 3,
      fileName: 'binance-spot-BTCUSDT-1h-2021-2024.csv.gz',
      data: { kind: 'stored', fingerprint: run.bars.fingerprint },
      source: file,
    });
    expect(read.config).toEqual(run.config);
    expect(read.figures.totalReturn).toBe(result.figures.totalReturn.value);
    expect(read.figures.trades).toBe(result.figures.closedTrades.value);
    expect(read.figures.costsPaid).toBe(result.figures.costsPaid.value);
  });

  it('draws the equity curve within half a step of 12 bits', async () => {
    const { run, link } = await linked();
    const { equity } = decodeLink(link.fragment);
    const capital = run.config.account.capital;
    const own = Array.from(run.ledger.equity, (v) => v / capital);
    const span = Math.max(...equity) - Math.min(...equity);
    expect(equity).toHaveLength(64);
    for (const [k, value] of equity.entries()) {
      expect(Math.abs(value - own[Math.floor((k * 899) / 63)]!)).toBeLessThanOrEqual(
        (span / 4095) * 0.5000001,
      );
    }
  });

  it('has at most 2,000 characters for a classic strategy on an imported file', async () => {
    const { link } = await linked();
    expect(link.length).toBe(link.fragment.length);
    console.log(`link with every setting changed and an import recipe: ${link.length} characters`);
    expect(link.length).toBeLessThanOrEqual(2000);
    expect(link.asFile).toBeNull();
  });

  it('names samples and synthetic markets so that they can be made anywhere', async () => {
    const sample = await linked({ kind: 'sample', id: 'sp500' });
    expect(decodeLink(sample.link.fragment).data).toEqual({ kind: 'sample', id: 'sp500' });
    expect(decodeLink(sample.link.fragment).fileName).toBeNull();
    const source = { kind: 'synthetic', config: { seed: 5, bars: 900 }, asset: 2 } as const;
    const synthetic = await linked(source);
    expect(decodeLink(synthetic.link.fragment).data).toEqual(source);
  });

  it('is offered as a file above 8,000 characters, with the same content', async () => {
    const recipe: Record<string, unknown> = {};
    for (let i = 0; i < 2000; i++) recipe[`k${i}`] = Math.sqrt(i);
    const { link, run } = await linked({ ...file, recipe });
    expect(link.length).toBeGreaterThan(8000);
    const text = new TextDecoder().decode(link.asFile!);
    expect(decodeLink(text).runId).toBe(run.identity.runId);
    expect(decodeLink(`\n${text}\n`).source).toMatchObject({ recipe });
  });

  it('is refused when it would be larger than any reader takes', async () => {
    const recipe: Record<string, unknown> = {};
    for (let i = 0; i < 20_000; i++) recipe[`k${i}`] = Math.sqrt(i);
    await expect(linked({ ...file, recipe })).rejects.toMatchObject({ fault: 'too-large' });
  });

  it('is read behind an address and without its #', async () => {
    const { link, run } = await linked();
    const { runId } = run.identity;
    expect(decodeLink(`https://example.org/?a=1${link.fragment}`).runId).toBe(runId);
    expect(decodeLink(link.fragment.slice(1)).runId).toBe(runId);
  });

  it('carries names without angle brackets, control characters and direction overrides', async () => {
    const bars = await walkBars(200, 3, { ...file, fileName: '<img src=x>\u202e.csv' });
    const run = await toyRun(bars, config);
    const result = buildRunResult(run, { trialSharpes: [] });
    const { fragment } = encodeLink(run, result, { dataName: '<b>x</b>\u0007' });
    expect(decodeLink(fragment).dataName).toBe('‹b›x‹/b› ');
    expect(decodeLink(fragment).fileName).toBe('‹img src=x› .csv');
  });
});

describe('The decoder', () => {
  it('tells other text, later formats and damaged links apart', async () => {
    const { link } = await linked();
    expect(() => decodeLink('#run=5')).toThrow(expect.objectContaining({ fault: 'not-a-link' }));
    expect(() => decodeLink('')).toThrow(expect.objectContaining({ fault: 'not-a-link' }));
    expect(() => decodeLink(link.fragment.replace('#r1.', '#r2.'))).toThrow(
      expect.objectContaining({ fault: 'newer-format' }),
    );
    for (const broken of [
      link.fragment.slice(0, -1),
      link.fragment.slice(0, 300),
      '#r1.',
      link.fragment.replace(/.$/, '%'),
    ]) {
      expect(() => decodeLink(broken)).toThrow(expect.objectContaining({ fault: 'damaged' }));
    }
  });

  it('refuses more than 64 kB, and stops inflating at 1 MB', () => {
    expect(() => decodeLink(`#r1.${'A'.repeat(70_000)}`)).toThrow(
      expect.objectContaining({ fault: 'too-large' }),
    );
    const bomb = around(new Uint8Array(40_000_000));
    expect(bomb.length).toBeLessThan(64 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodeLink(bomb)).toThrow(expect.objectContaining({ fault: 'too-large' }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('refuses content that no run has, naming the field', async () => {
    const { link } = await linked();
    const wire = decodeWire(link.fragment);
    const cases: [string, string | null][] = [
      [JSON.stringify({ ...wire, extra: 1 }), null],
      [JSON.stringify({ ...wire, title: '<script>' }), 'title'],
      [JSON.stringify({ ...wire, trials: 0 }), 'trials'],
      [JSON.stringify({ ...wire, ledger: 'short' }), 'ledger'],
      [JSON.stringify({ ...wire, marks: '00' }), 'marks'],
      [JSON.stringify({ ...wire, figures: [1] }), 'figures'],
      [JSON.stringify({ ...wire, data: { ...wire.data, bars: 1.5 } }), 'data.bars'],
      [
        JSON.stringify({ ...wire, config: { ...wire.config, account: { capital: -1 } } }),
        'config.account.capital',
      ],
      [JSON.stringify({ ...wire, config: { ...wire.config, leverage: 3 } }), 'config.leverage'],
      ['[]', null],
      ['null', null],
      ['{', null],
      [`${'['.repeat(200_000)}`, null],
      [`${'['.repeat(1000)}${']'.repeat(1000)}`, null],
      [JSON.stringify(wire).replace('"seed"', '"__proto__"'), null],
      [JSON.stringify(wire).replace(/"trials":\d+/, '"trials":1e999'), null],
    ];
    for (const [content, field] of cases) {
      let error: unknown;
      try {
        decodeLink(around(content));
      } catch (caught) {
        error = caught;
      }
      expect(error, content.slice(0, 60)).toMatchObject({ name: 'LinkError', fault: 'content' });
      if (field !== null) expect((error as { field: string }).field).toBe(field);
    }
    expect(() => decodeLink(around(new Uint8Array([0xff, 0xfe, 0x00])))).toThrow(
      expect.objectContaining({ fault: 'content' }),
    );
  });

  it('reads back exactly what was written', async () => {
    const { link } = await linked();
    expect(encodeWire(decodeWire(link.fragment)).fragment).toBe(link.fragment);
  });
});
