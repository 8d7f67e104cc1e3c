import { createStore, useStore } from './external-store';

/** Tabs of the tester, in the order of the keys 1 to 9. */
export const testerTabs = [
  'trades',
  'metrics',
  'returns',
  'drawdowns',
  'analysis',
  'exposure',
  'cone',
  'card',
] as const;
export type TesterTab = (typeof testerTabs)[number];

/** Tabs that are charts rather than rows. */
export const chartTabs: ReadonlySet<TesterTab> = new Set([
  'returns',
  'drawdowns',
  'analysis',
  'exposure',
  'cone',
]);

/** Bars shown in the price chart, both included. */
export interface BarRange {
  readonly from: number;
  readonly to: number;
}

interface LabView {
  readonly tab: TesterTab;
  readonly range: BarRange | null;
  readonly selectedTrade: number | null;
  readonly logScale: boolean;
  readonly setupFolded: boolean;
  readonly testerFolded: boolean;
}

/** What of the result is on screen. Tab and range are in the URL; the rest lasts as long as the page. */
export const labView = createStore<LabView>({
  tab: 'trades',
  range: null,
  selectedTrade: null,
  logScale: true,
  setupFolded: false,
  testerFolded: false,
});

export const useLabView = <S>(select: (view: LabView) => S): S => useStore(labView, select);

/** Takes tab and range from the address, once the page is in the browser. */
export function readViewFromUrl(): void {
  const query = new URLSearchParams(window.location.search);
  const tab = testerTabs.find((name) => name === query.get('tab'));
  const bars = /^(\d{1,9})-(\d{1,9})$/.exec(query.get('bars') ?? '');
  const from = Number(bars?.[1]);
  const to = Number(bars?.[2]);
  labView.set({
    ...(tab === undefined ? {} : { tab }),
    ...(bars && to > from ? { range: { from, to } } : {}),
  });
}

/** Shows the change in the address too, without a step of history. */
export function changeView(patch: Partial<LabView>): void {
  labView.set(patch);
  if (patch.tab === undefined && patch.range === undefined) return;
  const { tab, range } = labView.get();
  const url = new URL(window.location.href);
  if (tab === 'trades') url.searchParams.delete('tab');
  else url.searchParams.set('tab', tab);
  if (range === null) url.searchParams.delete('bars');
  else url.searchParams.set('bars', `${range.from}-${range.to}`);
  window.history.replaceState(window.history.state, '', url);
}
