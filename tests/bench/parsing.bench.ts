import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import { createRng } from '../../lib/core/rng';
import { formatUtcIso } from '../../lib/market/civil-date';
import { ImportSession } from '../../lib/market/import';
import type { BenchReport } from './bench-report';
import { measureAsync } from './measure';

const bars = 1_000_000;
const firstTime = 1_577_836_800_000;
const minute = 60_000;

/** `timestamp,open,high,low,close,volume` of the shared walk, prices %.4f, volume %.3f, one bar a minute. */
export function walkCsv(rows: number, time: (ms: number) => string): string {
  const rng = createRng(12345);
  const lines = ['timestamp,open,high,low,close,volume'];
  let price = 100;
  for (let i = 0; i < rows; i++) {
    const a = rng.uniform();
    const b = rng.uniform();
    const c = rng.uniform();
    const d = rng.uniform();
    const e = rng.uniform();
    const close = price * (1 + 0.002 * (a + b - 1));
    const high = Math.max(price, close) * (1 + 0.001 * c);
    const low = Math.min(price, close) * (1 - 0.001 * d);
    lines.push(
      `${time(firstTime + minute * i)},${price.toFixed(4)},${high.toFixed(4)},${low.toFixed(4)},${close.toFixed(4)},${(1000 + 9000 * e).toFixed(3)}`,
    );
    price = close;
  }
  return `${lines.join('\n')}\n`;
}

/** Bytes in, bars ready to be saved out: dialect, types, OHLC order, time, duplicates, gaps, spikes, both hashes. */
async function importBytes(bytes: Uint8Array): Promise<void> {
  const session = await ImportSession.open(bytes, 'BTCUSDT-1m.csv');
  const { bars: imported, dropped, report } = await session.finish({}, {}, 'Walk');
  const defects = report.faults.filter((f) => f.isDefect && f.count > 0);
  if (imported.length !== bars || dropped.length > 0 || defects.length > 0) {
    throw new Error(`Expected ${bars} clean bars, got ${imported.length}`);
  }
}

/** Rates of parsing: ours from bytes to saved columns, the peers from text to typed values without any check. */
export async function benchParsing(report: BenchReport): Promise<void> {
  const epochText = walkCsv(bars, String);
  const epoch = new TextEncoder().encode(epochText);
  const iso = new TextEncoder().encode(walkCsv(bars, formatUtcIso));
  const part = epochText.slice(0, epochText.indexOf('\n', 10_000_000) + 1);
  const rate = (
    ms: { median: number; min: number; max: number },
    bytes: number,
  ): { median: number; min: number; max: number } => ({
    median: bytes / 1e3 / ms.median,
    min: bytes / 1e3 / ms.max,
    max: bytes / 1e3 / ms.min,
  });

  const papa = rate(
    report.measure(
      () => {
        const { data } = Papa.parse(part, { header: false, dynamicTyping: true });
        if (data.length < 1000) throw new Error('papaparse read too few rows');
      },
      { runs: 3, warmup: 1 },
    ),
    part.length,
  );
  const udsv = rate(
    report.measure(
      () => {
        const columns = initParser(inferSchema(epochText)).typedCols(epochText) as unknown[][];
        if (columns[0]?.length !== bars) throw new Error('udsv read too few rows');
      },
      { runs: 3, warmup: 1 },
    ),
    epoch.length,
  );
  const best = Math.max(papa.median, udsv.median);
  const common = { section: '7', host: 'Node', unit: 'MB/s', barKind: 'min' } as const;
  const row = (
    name: string,
    measured: { median: number; min: number; max: number },
    bar: number | null,
    peer: string | null,
  ): void =>
    report.add({
      ...common,
      name,
      ...measured,
      bar,
      peer,
      peerValue: peer === null ? null : best,
      ratio: peer === null ? null : measured.median / best,
      pass: null,
      absolute: bar !== null,
    });
  const faster = udsv.median >= papa.median ? 'udsv' : 'papaparse';

  row(
    'CSV, epoch ms, validated',
    rate(await measureAsync(() => importBytes(epoch)), epoch.length),
    150,
    faster,
  );
  row(
    'CSV, ISO times, validated',
    rate(await measureAsync(() => importBytes(iso)), iso.length),
    100,
    faster,
  );
  const gz = gzipSync(epoch, { level: 6 });
  row(
    'CSV.gz, epoch ms, validated',
    rate(await measureAsync(() => importBytes(gz), { runs: 3, warmup: 1 }), epoch.length),
    null,
    null,
  );
  row('udsv, typed columns, unchecked', udsv, null, null);
  row('papaparse, typed rows, unchecked (10 MB)', papa, null, null);
}
