import type { Page } from '@playwright/test';
import { describeFields } from '../../lib/core/fields';
import { syntheticSchema } from '../../lib/market/synthetic/synthetic.schema';
import type { BenchReport, BenchRow } from './bench-report';
import { busyTime, longestTask, traced } from './main-thread';
import { felt, interactions, markResults } from './page-interactions';
import { type PageServer, servePages } from './page-server';
import { workerBytes } from './worker-memory';

const rounds = 5;
const manyBars = 1_000_000;
const pans = 60;
/** Visits in which an interaction is the first one. */
const visits = 3;
/** How long a result is given to be drawn to the end. */
const settleMs = 1500;

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], share: number): number => {
  const ordered = sorted(values);
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))]!;
};

/** A row over several measurements; times move with the machine, sizes don't. */
function add(
  report: BenchReport,
  name: string,
  unit: string,
  values: readonly number[],
  bar: number | null,
  pass: boolean | null = null,
): void {
  const row: BenchRow = {
    section: '8',
    name,
    host: 'Chromium',
    unit,
    median: quantile(values, 0.5),
    min: Math.min(...values),
    max: Math.max(...values),
    bar,
    barKind: 'max',
    peer: null,
    peerValue: null,
    ratio: null,
    pass,
    absolute: unit === 'ms',
  };
  report.add(row);
}

const isComputed = (page: Page) =>
  page.getByRole('status').filter({ hasText: /Computed here|Verified here/ });
/** Time of the thread itself: what else the machine does is not in it. */
const processor = 'ms of processor';
const setupKey = 'lookback.setup';
const cross = {
  strategy: { id: 'sma-cross', params: { fast: 20, slow: 100, allowShort: false } },
};

/** What stands beside the result on the page: how far it was checked, and the first digits of its ledger hash. */
const badge = async (page: Page): Promise<string> =>
  (await isComputed(page).first().innerText()).trim();

/** Marks `bench-shown` in the frame in which the result of another ledger stands on the page. */
async function markResult(page: Page, before: string): Promise<void> {
  await page.evaluate(
    (old) =>
      new Promise<void>((resolve) => {
        const digits = (text: string): string => text.replace(/^\D*here/, '');
        const look = (): void => {
          const states = [...document.querySelectorAll<HTMLElement>('[role=status]')];
          const shown = states.find((s) => /Computed here|Verified here/.test(s.innerText));
          if (shown === undefined || digits(shown.innerText.trim()) === digits(old)) {
            requestAnimationFrame(look);
            return;
          }
          performance.mark('bench-shown');
          resolve();
        };
        look();
      }),
    before,
  );
}

/** Opens a fresh profile, so that nothing is in any cache. */
async function freshPage(server: PageServer): Promise<Page> {
  const context = await server.browser.newContext({ viewport: { width: 1440, height: 900 } });
  // What compiles this file names inner functions through a helper that a page does not have.
  await context.addInitScript({ content: 'globalThis.__name = (value) => value;' });
  return context.newPage();
}

/** Marks the frame in which the first figures stand on the page. */
function markFigures(): void {
  const look = (): void => {
    const states = [...document.querySelectorAll<HTMLElement>('[role=status]')];
    if (states.some((state) => /Computed here|Verified here/.test(state.innerText))) {
      performance.mark('bench-figures');
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Scripts the page itself has loaded, bytes on the wire: by its first figures, and altogether. */
const pageScripts = (page: Page): Promise<{ before: number; all: number }> =>
  page.evaluate(() => {
    const shown = performance.getEntriesByName('bench-figures')[0]!.startTime;
    let before = 0;
    let all = 0;
    for (const entry of performance.getEntriesByType('resource') as PerformanceResourceTiming[]) {
      if (!new URL(entry.name).pathname.endsWith('.js')) continue;
      all += entry.encodedBodySize;
      if (entry.responseEnd < shown) before += entry.encodedBodySize;
    }
    return { before, all };
  });

/** JavaScript on the wire, the page's own and that of its workers, and how long a first visit takes to its figures. */
async function firstOpen(report: BenchReport, server: PageServer): Promise<void> {
  const before: number[] = [];
  const idle: number[] = [];
  const workers: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    report.besideMachine();
    const page = await freshPage(server);
    await page.addInitScript(markFigures);
    let bytes = 0;
    page.on('requestfinished', async (request) => {
      if (!new URL(request.url()).pathname.endsWith('.js')) return;
      const sizes = await request.sizes().catch(() => null);
      bytes += Math.max(0, sizes?.responseBodySize ?? 0);
    });
    const startedAt = performance.now();
    await page.goto(server.address, { waitUntil: 'commit' });
    await isComputed(page).waitFor();
    times.push(performance.now() - startedAt);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(settleMs);
    const own = await pageScripts(page);
    before.push(own.before / 1e3);
    idle.push(own.all / 1e3);
    workers.push((bytes - own.all) / 1e3);
    await page.context().close();
  }
  add(report, 'JavaScript of the page, compressed, before the key figures', 'kB', before, 250);
  add(report, 'JavaScript of the page, compressed, until the network is idle', 'kB', idle, 500);
  add(report, 'JavaScript of its workers, compressed, beside it', 'kB', workers, null);
  add(report, 'First visit to the sample’s tearsheet, nothing cached', 'ms', times, 2000);
}

/** A changed parameter to its tearsheet. */
async function changedParameter(report: BenchReport, server: PageServer): Promise<void> {
  const page = await freshPage(server);
  await page.goto(server.address);
  await isComputed(page).waitFor();
  await page.waitForTimeout(settleMs);
  const times: number[] = [];
  const field = page.getByRole('textbox', { name: /Fast average/ });
  for (let round = 0; round < 2 * rounds; round++) {
    report.besideMachine();
    const fast = 30 + round;
    const before = await badge(page);
    const main = await traced(page, async () => {
      await page.evaluate(() => {
        const mark = (): void => void performance.mark('bench-click');
        document.addEventListener('input', mark, { capture: true, once: true });
      });
      await field.fill(String(fast));
      await field.press('Enter');
      await markResult(page, before);
      await page.waitForTimeout(settleMs);
    });
    const click = main.mark('bench-click');
    const shown = main.mark('bench-shown');
    times.push(shown - click);
  }
  await page.context().close();
  add(report, 'A changed parameter to its tearsheet', 'ms', times, 300);
}

/** Longest tasks of each interaction, as the first one of a visit and later on; the longest of them is held to the bar. */
async function feltInteractions(report: BenchReport, server: PageServer): Promise<void> {
  for (const interaction of interactions) {
    const cold = { waiting: [] as number[], drawing: [] as number[] };
    const warm = { waiting: [] as number[], drawing: [] as number[] };
    for (let visit = 0; visit < visits; visit++) {
      report.besideMachine();
      const page = await freshPage(server);
      await page.addInitScript(markResults);
      await page.goto(server.address);
      await isComputed(page).waitFor();
      await page.waitForTimeout(settleMs);
      for (let round = 0; round <= rounds / visits + 1; round++) {
        const { waiting, drawing } = await felt(page, interaction, round);
        const into = round === 0 ? cold : warm;
        into.waiting.push(waiting);
        into.drawing.push(drawing);
      }
      await page.context().close();
    }
    for (const [when, { waiting, drawing }] of [
      ['first of a visit', cold],
      ['later', warm],
    ] as const) {
      const name = `${interaction.name}, ${when}`;
      addLongest(report, `Longest task up to the result: ${name}`, waiting, 50);
      addLongest(report, `Longest task while it is drawn: ${name}`, drawing, 150);
    }
  }
}

/** A row of longest tasks: every single one may not be above the bar. */
function addLongest(report: BenchReport, name: string, values: number[], bar: number): void {
  add(report, name, processor, values, bar, Math.max(...values) <= bar);
}

/** Puts a market into the library of a profile. */
async function makeMarket(page: Page, address: string, name: string, bars: number): Promise<void> {
  await page.goto(`${address}/data`);
  await page.getByRole('button', { name: 'Synthetic', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  const label = (key: string): string =>
    describeFields(syntheticSchema).find((field) => field.key === key)!.label;
  for (const [key, value] of [
    ['bars', bars],
    ['assets', 1],
  ] as const) {
    const box = page.getByRole('textbox', { name: new RegExp(`^${label(key)}`) });
    await box.fill(String(value));
    await box.press('Tab');
  }
  await page.getByRole('button', { name: 'Make and save' }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor({ timeout: 120_000 });
}

/** From the click on a set of the library to its chart, which is another one than that of the set before. */
async function openedAfter(page: Page, name: string): Promise<number> {
  await page.evaluate(() => {
    const canvas = (): Element | null => document.querySelector('section[aria-label=Price] canvas');
    const old = canvas();
    let begun = Number.NaN;
    const mark = (): void => {
      begun = performance.now();
    };
    document.addEventListener('click', mark, { capture: true, once: true });
    const look = (): void => {
      const shown = canvas();
      if (Number.isNaN(begun) || shown === null || shown === old) requestAnimationFrame(look);
      else document.body.dataset.opened = String(performance.now() - begun);
    };
    look();
  });
  await page.getByText(name, { exact: true }).first().click();
  await page.locator('body[data-opened]').waitFor();
  return Number(await page.locator('body').getAttribute('data-opened'));
}

/** A million bars: opened in the library, run, panned; and what the workers then hold. */
async function millionBars(report: BenchReport, server: PageServer): Promise<void> {
  const page = await freshPage(server);
  const [small, name] = ['Small', 'Million'];
  // The latest one is open when the library is: the bars of the other are read at the click.
  await makeMarket(page, server.address, name, manyBars);
  await makeMarket(page, server.address, small, 1000);
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    report.besideMachine();
    await page.goto(`${server.address}/data`);
    await page.getByText(small, { exact: true }).first().click();
    await page.getByRole('heading', { name: small, exact: true }).waitFor();
    await page.getByRole('region', { name: 'Price' }).locator('canvas').first().waitFor();
    await page.waitForTimeout(settleMs);
    opened.push(await openedAfter(page, name));
  }
  add(report, 'A set of 1,000,000 bars, from the library to its chart', 'ms', opened, 1000);

  const startedAt = performance.now();
  await page.getByRole('button', { name: 'Backtest on it' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await isComputed(page).waitFor({ timeout: 120_000 });
  const run = performance.now() - startedAt;
  add(report, 'Its first backtest to the tearsheet', 'ms', [run], null);
  await page.waitForTimeout(2 * settleMs);
  const features = 2;
  const bytes = await workerBytes(page);
  const held = Math.max(...bytes) / 1e6;
  const allowed = (8 * manyBars * (10 + features) + 32e6) / 1e6;
  add(report, 'Memory of the largest worker then, garbage collected', 'MB', [held], allowed);
  await panned(report, page);
  await page.context().close();
}

async function panned(report: BenchReport, page: Page): Promise<void> {
  report.besideMachine();
  const chart = page.getByRole('img', { name: /chart|price|candles/i }).first();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('There is no chart to pan.');
  const y = box.y + box.height / 2;
  let x = box.x + box.width * 0.35;
  await page.mouse.move(x, y);
  for (let zoom = 0; zoom < 12; zoom++) await page.mouse.wheel(0, -240);
  await page.waitForTimeout(settleMs);
  const main = await traced(page, async () => {
    await page.evaluate(() => {
      const frame = (): void => {
        performance.mark('bench-frame');
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await page.mouse.down();
    for (let pan = 0; pan < pans; pan++) {
      x += pan % 20 < 10 ? 24 : -18;
      await page.mouse.move(x, y);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    }
    await page.mouse.up();
  });
  const frames = main.marks('bench-frame');
  const busy = frames.slice(1).map((at, k) => busyTime(main, frames[k]!, at));
  add(report, `Scripting and drawing a frame over ${pans} pans`, processor, busy, 8);
  add(report, 'The same, 95th percentile', processor, [quantile(busy, 0.95)], 16);
}

/** 10,000 cells on 30,000 bars in the page: what the main thread feels of it, and how soon Cancel is heard. */
async function sweepInPage(report: BenchReport, server: PageServer): Promise<void> {
  report.besideMachine();
  const page = await freshPage(server);
  await page.addInitScript(
    ([key, setup]) => localStorage.setItem(key!, setup!),
    [
      setupKey,
      JSON.stringify({
        data: {
          kind: 'synthetic',
          config: { seed: 4, assets: 1, bars: 30_000, interval: '1h' },
          asset: 0,
        },
        config: cross,
      }),
    ],
  );
  await page.goto(server.address);
  await isComputed(page).waitFor();
  await page.goto(`${server.address}/optimise`);
  const ranges = { From: ['2', '102'], To: ['101', '201'], Step: ['1', '1'] };
  for (const [label, values] of Object.entries(ranges)) {
    const boxes = page.getByRole('textbox', { name: label, exact: true });
    for (const [k, value] of values.entries()) {
      await boxes.nth(k).fill(value);
      await boxes.nth(k).press('Tab');
    }
  }
  await page.getByText('10,000 cells').first().waitFor();
  const main = await traced(page, async () => {
    await page.evaluate(() => void performance.mark('bench-start'));
    await page.getByRole('button', { name: /Run the search/ }).click();
    await page
      .getByText(/^[4-9]\d%$/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.evaluate(() => {
      const cancel = [...document.querySelectorAll('button')].find((b) => b.innerText === 'Cancel');
      cancel?.addEventListener('click', () => performance.mark('bench-cancel'), { capture: true });
      const look = (): void => {
        if (cancel?.isConnected) requestAnimationFrame(look);
        else performance.mark('bench-cancelled');
      };
      look();
    });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.waitForTimeout(settleMs);
  });
  const cancelled = main.mark('bench-cancelled') - main.mark('bench-cancel');
  const longest = longestTask(main, main.mark('bench-start'), main.mark('bench-cancelled'));
  add(report, 'Longest task of the page during a sweep of 10,000 cells', processor, [longest], 50);
  add(report, 'Cancel of that sweep', 'ms', [cancelled], 100);
  await page.context().close();
}

/** §8: what a visitor waits for. A part that can't be measured is a missed row, and the others are measured. */
export async function benchPage(report: BenchReport): Promise<void> {
  const server = await servePages();
  try {
    for (const part of [firstOpen, changedParameter, feltInteractions, millionBars, sweepInPage]) {
      await part(report, server).catch((error: unknown) => {
        console.error(error);
        add(report, `${part.name} (NOT MEASURED)`, '', [0], null, false);
      });
    }
  } finally {
    await server.close();
  }
}
