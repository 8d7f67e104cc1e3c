import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfig } from '../../../lib/backtest/run-config.schema';
import type { RunPeriod } from '../../../lib/backtest/run-period';
import type { Bars } from '../../../lib/market/bars';
import { exportCsv } from '../../../lib/market/export-csv';
import { walkBars } from '../../support/bars';
import { lookback } from '../../support/cli';
import { loadKernels } from '../../support/sessions';

interface Printed {
  readonly config: RunConfig;
  readonly period: RunPeriod;
  readonly identity: { readonly ledgerHash: string; readonly runId: string };
  readonly figures: Readonly<Record<string, number | null>>;
  readonly samples: {
    readonly inSample: { readonly figures: Readonly<Record<string, number | null>> };
    readonly outOfSample: { readonly figures: Readonly<Record<string, number | null>> };
  } | null;
  readonly benchmarkLabel: string;
  readonly benchmark: Readonly<Record<string, number | null>>;
  readonly link?: string;
}

const cross = ['--strategy', 'sma-cross', '--fast', '10', '--slow', '30'];
const csv = (bars: Bars) => new TextDecoder().decode(exportCsv(bars));
const eightHours = 8 * 3_600_000;

/** `time,funding_rate`, every 8 hours over hourly bars. */
function ratesCsv(bars: Bars, rate: number): string {
  const lines = ['time,funding_rate'];
  for (const time of bars.time) {
    if (time % eightHours === 0) lines.push(`${new Date(time).toISOString()},${rate}`);
  }
  return lines.join('\n');
}

async function printed(args: readonly string[], files: Record<string, string> = {}) {
  const run = await lookback(['backtest', ...args, '--json'], files);
  expect(run.code, run.err).toBe(0);
  return JSON.parse(run.out) as Printed;
}

async function refused(...args: string[]) {
  const run = await lookback(['backtest', 'sample:sp500', ...cross, ...args]);
  expect(run.code, args.join(' ')).toBe(2);
  return run.err;
}

describe('a period on the command line', () => {
  const days = ['--from', '2005-01-01', '--to', '2015-12-31', '--split', '2012-01-01'];

  it('includes its last day, and gives the figures of both samples', async () => {
    const run = await printed(['sample:sp500', ...cross, ...days]);
    expect(run.config.period).toEqual({
      from: Date.UTC(2005, 0, 1),
      to: Date.UTC(2016, 0, 1),
      split: Date.UTC(2012, 0, 1),
    });
    const { inSample, outOfSample } = run.samples!;
    expect(inSample.figures.totalReturn).not.toBe(outOfSample.figures.totalReturn);
    const grown = (1 + inSample.figures.totalReturn!) * (1 + outOfSample.figures.totalReturn!);
    expect(grown).toBeCloseTo(1 + run.figures.totalReturn!, 12);
    const moment = [...cross, '--to', '2015-12-31T00:00Z', '--from', '2005-01-01'];
    expect((await printed(['sample:sp500', ...moment])).config.period.to).toBe(
      Date.UTC(2015, 11, 31),
    );
  });

  it('is told in the text, samples in columns beside the whole', async () => {
    const { out } = await lookback(['backtest', 'sample:sp500', ...cross, ...days]);
    expect(out).toMatch(/Measured {14}2005-01-03 to 2015-12-31\n/);
    expect(out).toMatch(/Out of sample {9}2012-01-03 to 2015-12-31\n/);
    expect(out).toMatch(/ Run +Benchmark +In sample +Out of sample\n/);
    expect(out).toMatch(/\nReturn for risk\n {2}Sharpe( +−?\d+\.\d\d){4}\n/);
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('is refused where it is no date or outside the data', async () => {
    expect(await refused('--from', 'yesterday')).toMatch(
      /“yesterday” is no date; write 2020-12-31/,
    );
    expect(await refused('--from', '2015-02-30')).toMatch(/is no date/);
    expect(await refused('--from', '1950-01-01')).toMatch(
      /begins 1950-01-01, before there are data\. The data run from 2000-01-03/,
    );
    expect(await refused('--split', '2035-01-01')).toMatch(/\(period\.split\)/);
  });
});

describe('a benchmark on the command line', () => {
  it('is cash at a rate, or other data at the times of the run', async () => {
    const cash = await printed(['sample:sp500', ...cross, '--benchmark', 'cash:4%']);
    expect(cash.config.statistics.benchmark).toEqual({ kind: 'cash', rate: 0.04 });
    expect(cash.benchmark.cagr).toBeCloseTo(0.04, 3);
    const [bars, other] = [await walkBars(600, 4), await walkBars(600, 9)];
    const files = { 'a.csv': csv(bars), 'b.csv': csv(other) };
    const run = await printed(['a.csv', ...cross, '--benchmark', 'b.csv'], files);
    expect(run.config.statistics.benchmark).toEqual({
      kind: 'data',
      data: { kind: 'stored', fingerprint: other.fingerprint },
    });
    const costs = 1 + 3e-4;
    const held = other.close[599]! / other.open[0]! / costs;
    expect(run.benchmark.totalReturn).toBeCloseTo(held - 1, 4);
    const own = await printed(['a.csv', ...cross], files);
    expect(own.identity.ledgerHash).toBe(run.identity.ledgerHash);
    expect(own.identity.runId).not.toBe(run.identity.runId);
  });

  it('is refused at a rate that is none', async () => {
    expect(await refused('--benchmark', 'cash:much')).toMatch(/“much” is no yearly rate/);
    expect(await refused('--benchmark', 'cash:2000%')).toMatch(/must be at most 10/);
  });

  it('is refused in another currency', async () => {
    const files = { 'BTCUSDT.csv': csv(await walkBars(300, 4)) };
    const run = await lookback(
      ['backtest', 'BTCUSDT.csv', ...cross, '--benchmark', 'sample:sp500'],
      files,
    );
    expect(run.code).toBe(2);
    expect(run.err).toMatch(
      /The benchmark is in USD and the run in USDT: returns in different currencies can’t be/,
    );
  });
});

describe('an account on the command line', () => {
  it('takes the terms of a market, and what is given beside them', async () => {
    const run = await printed([
      'sample:sp500',
      ...cross,
      '--market',
      'equity-us',
      '--fee-bps',
      '3',
      '--trailing-stop',
      '10%',
    ]);
    expect(run.config.account).toMatchObject({ feeBps: 3, maintenance: 0.25, borrowShort: 0.005 });
    expect(run.config.protection.trailingStop).toBe(0.1);
    expect(run.config.statistics.periodsPerYear).toBe(252);
    expect(await refused('--market', 'crypto-spot', '--allow-short')).toMatch(
      /Strict cash has no shorts/,
    );
  });

  it('charges funding from a file as the library does', async () => {
    await loadKernels();
    const bars = await walkBars(600, 4);
    const files = { 'a.csv': csv(bars), 'f.csv': ratesCsv(bars, 0.001) };
    const charged = await printed(['a.csv', ...cross, '--funding-file', 'f.csv'], files);
    expect(charged.config.account.funding).toBe('series');
    expect(charged.figures.carryPaid).toBeGreaterThan(0);
    const constant = await runBacktest(bars, {
      strategy: { id: 'sma-cross', params: { fast: 10, slow: 30 } },
      account: { funding: 'constant', fundingRate: 0.001 },
    });
    expect(charged.identity.ledgerHash).toBe(constant.identity.ledgerHash);
    const clash = await lookback(
      ['backtest', 'a.csv', ...cross, '--funding-file', 'f.csv', '--funding', 'none'],
      files,
    );
    expect(clash.err).toMatch(/the rates of f\.csv would do nothing/);
    expect(await refused('--funding', 'series')).toMatch(/needs rates/);
  });

  it('makes links that verify with the files of benchmark and funding', async () => {
    const [bars, other] = [await walkBars(600, 4), await walkBars(600, 9)];
    const files = { 'a.csv': csv(bars), 'b.csv': csv(other), 'f.csv': ratesCsv(bars, 0.001) };
    const given = ['--benchmark', 'b.csv', '--funding-file', 'f.csv'];
    const { link } = await printed(['a.csv', ...cross, ...given, '--link'], files);
    const verify = (...more: string[]) => lookback(['verify', link!, ...more], files);
    expect((await verify()).out).toMatch(/give the file a\.csv .* with --data/);
    expect((await verify('--data', 'a.csv')).out).toMatch(/give the file b\.csv .* --benchmark/);
    const two = ['--data', 'a.csv', '--benchmark', 'b.csv'];
    expect((await verify(...two)).out).toMatch(/with --funding-file/);
    const all = await verify(...two, '--funding-file', 'f.csv');
    expect(all.out).toMatch(/^Verified\./);
    expect(all.code).toBe(0);
  });
});
