import type { Page } from '@playwright/test';
import { longestTask, type MainThread, taskOf, traced } from './main-thread';

/** Something a person does on the Backtest page that gives another result. */
interface Interaction {
  readonly name: string;
  /** What the page hears of it: the task measured first is the one in which this event arrives. */
  readonly event: 'input' | 'keydown' | 'click';
  /** Opens what has to be open; not measured. */
  prepare?(page: Page): Promise<void>;
  act(page: Page, round: number): Promise<void>;
}

const choices = ['Bollinger reversion', 'Donchian breakout'] as const;
const strategyBox = (page: Page) => page.getByRole('combobox', { name: 'Strategy', exact: true });

/** Each of them reaches a result by another way through the page. */
export const interactions: readonly Interaction[] = [
  {
    name: 'a number typed',
    event: 'input',
    act: (page, round) =>
      page.getByRole('textbox', { name: /Fast average/ }).fill(String(30 + round)),
  },
  {
    name: 'an arrow key on a slider',
    event: 'keydown',
    prepare: (page) => page.getByRole('slider', { name: /Slow average/ }).focus(),
    act: (page) => page.keyboard.press('ArrowRight'),
  },
  {
    name: 'a switch',
    event: 'click',
    act: (page) => page.getByRole('switch', { name: /short/i }).click({ force: true }),
  },
  {
    name: 'another strategy',
    event: 'click',
    prepare: (page) => strategyBox(page).click(),
    act: (page, round) =>
      page.getByRole('option', { name: choices[round % choices.length]!, exact: true }).click(),
  },
  {
    name: 'the last change undone',
    event: 'click',
    prepare: async (page) => {
      await page
        .getByRole('slider', { name: /average|period|lookback/i })
        .first()
        .focus();
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(settleMs);
    },
    act: (page) => page.getByRole('button', { name: 'Undo the last change' }).click(),
  },
];

/** How long a result is given to be drawn to the end. */
const settleMs = 1500;

/** Marks each message of a worker that carries a finished run, before the page itself hears it. */
export function markResults(): void {
  const Native = globalThis.Worker;
  globalThis.Worker = class extends Native {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.value?.value?.result !== undefined) performance.mark('bench-result');
      });
    }
  };
}

/** Longest tasks, ms of processor. */
interface Felt {
  /** From the task of the interaction up to that of the result's message. */
  readonly waiting: number;
  /** From the task of the message until everything is drawn. */
  readonly drawing: number;
}

/** What the main thread does of one interaction. */
export async function felt(page: Page, interaction: Interaction, round: number): Promise<Felt> {
  await interaction.prepare?.(page);
  await page.waitForTimeout(settleMs / 3);
  const main = await traced(page, async () => {
    await page.evaluate((event) => {
      const mark = (): void => void performance.mark('bench-act');
      document.addEventListener(event, mark, { capture: true, once: true });
    }, interaction.event);
    await interaction.act(page, round);
    await page.waitForTimeout(settleMs);
  });
  const acted = taskOf(main, main.mark('bench-act'));
  const answered = taskOf(main, firstAfter(main, 'bench-result', acted.start));
  return {
    waiting: longestTask(main, acted.start, answered.start),
    drawing: longestTask(main, answered.start, answered.start + settleMs),
  };
}

function firstAfter(main: MainThread, name: string, from: number): number {
  const at = main.marks(name).find((mark) => mark >= from);
  if (at === undefined) throw new Error(`The page made no mark “${name}” after the interaction.`);
  return at;
}
