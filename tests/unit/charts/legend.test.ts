import { describe, expect, it } from 'vitest';
import { plainColor, withAlpha } from '../../../app/_components/charts/chart-colors';
import { candleAt, fillLabel, moneyLabel } from '../../../app/_components/charts/legend-values';
import { lineLooks } from '../../../app/_components/charts/line-looks';
import { layoutMarks } from '../../../app/_components/charts/mark-layout';
import { allPositive, spreadClaim } from '../../../app/_components/charts/run-curves';
import type { PlotSeries } from '../../../lib/analytics/run-result';
import { compactTicks, formatCompact, formatTicks } from '../../../lib/analytics/views/axis-text';
import { barsCsv } from '../../../lib/analytics/views/bars-csv';
import { currencyName, formatNumber } from '../../../lib/analytics/views/format';

/** Figures follow the reader's locale: the tests hold in any. */
const inLocale = formatNumber;

const window = {
  fromBar: 100,
  toBar: 104,
  step: 2,
  time: Float64Array.of(0, 120_000),
  open: Float64Array.of(10, 12),
  high: Float64Array.of(13, 14),
  low: Float64Array.of(9, 8),
  close: Float64Array.of(12, 11),
  volume: Float64Array.of(5, 6),
};

describe('legend values', () => {
  it('tell the candle that holds a bar, and nothing outside the window', () => {
    expect(candleAt(window, 101)).toEqual({ open: 10, high: 13, low: 9, close: 12, rising: true });
    expect(candleAt(window, 103)?.rising).toBe(false);
    expect(candleAt(window, 104)).toBeNull();
    expect(candleAt(window, 99)).toBeNull();
    expect(candleAt(null, 100)).toBeNull();
  });

  it('label fills without decimals from 1,000 up', () => {
    expect(fillLabel('buy', 3081.48, 2)).toBe(`Buy ${inLocale(3081, 0)}`);
    expect(fillLabel('sell', 1.08312, 5)).toBe(`Sell ${inLocale(1.08312, 5)}`);
  });

  it('shorten axis and money figures', () => {
    expect([400_000, 50_000, 1_250_000, 0, -2000, 0.5].map(formatCompact)).toEqual([
      '400k',
      '50k',
      `${inLocale(1.25, 2)}M`,
      '0',
      '−2k',
      inLocale(0.5, 2),
    ]);
    expect([363_057.6, 12.5, 2.5e9].map(moneyLabel)).toEqual([
      inLocale(363_058, 0),
      inLocale(12.5, 2),
      `${inLocale(2.5, 1)}B`,
    ]);
  });

  it('give an axis the decimals its steps need and no more', () => {
    expect(formatTicks([2500, 3000, 3500], 2)).toEqual(
      [2500, 3000, 3500].map((v) => inLocale(v, 0)),
    );
    expect(formatTicks([1.08, 1.085, 1.09], 5)).toEqual(
      [1.08, 1.085, 1.09].map((v) => inLocale(v, 3)),
    );
  });

  it('name currencies in words where there are words', () => {
    expect(currencyName('USD')).toBe('US dollars');
    expect(currencyName('index points')).toBe('index points');
  });
});

describe('looks of lines', () => {
  const plot = (id: string, pane: string, kind: PlotSeries['kind']): PlotSeries => ({
    id,
    label: id,
    pane,
    kind,
    values: new Float64Array(0),
  });

  it('differ in colour and in dash within a pane; a pane of its own begins with a solid line', () => {
    const [fast, slow, rsi] = lineLooks([
      plot('fast', 'price', 'line'),
      plot('slow', 'price', 'line'),
      plot('rsi', 'RSI', 'line'),
    ]);
    expect(fast!.dash).toBeUndefined();
    expect(slow!.dash).toBeDefined();
    expect(rsi!.dash).toBeUndefined();
    expect(new Set([fast!.color, slow!.color, rsi!.color]).size).toBe(3);
  });

  it('are shared by the two lines of a band', () => {
    const [upper, lower] = lineLooks([
      plot('upper', 'price', 'band-upper'),
      plot('lower', 'price', 'band-lower'),
    ]);
    expect(upper).toEqual(lower);
  });
});

describe('marks of fills', () => {
  const mark = (point: number, side: 'buy' | 'sell', trade: number, edge = 50) => ({
    point,
    side,
    price: edge,
    edge,
    label: side === 'buy' ? 'Buy 1' : 'Sell 1',
    trade,
  });
  const space = (selected: number | null) => ({
    width: 400,
    height: 200,
    x: (point: number) => point,
    y: (price: number) => price,
    textWidth: () => 40,
    selected,
  });

  it('stand under the low for a buy and over the high for a sell', () => {
    const [buy, sell] = layoutMarks([mark(100, 'buy', 1), mark(200, 'sell', 1)], space(null));
    expect(buy!.top).toBeGreaterThan(50);
    expect(sell!.bottom).toBeLessThan(50);
    expect(buy!.label!.y).toBeGreaterThan(buy!.bottom);
    expect(sell!.label!.y).toBeLessThan(sell!.top);
  });

  it('leave out a label that would cover another, the chosen trade first', () => {
    const shapes = layoutMarks([mark(100, 'buy', 1), mark(110, 'buy', 2)], space(2));
    expect(shapes.map((shape) => [shape.mark.trade, shape.label !== null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('are drawn once where they would lie on each other', () => {
    const many = Array.from({ length: 1000 }, (_, i) => mark(i * 0.4, 'buy', i));
    expect(layoutMarks(many, space(null)).length).toBeLessThanOrEqual(81);
  });

  it('keep labels inside the plot', () => {
    const [shape] = layoutMarks([mark(398, 'buy', 1)], space(null));
    expect(shape!.label!.x + 23).toBeLessThanOrEqual(400);
  });
});

describe('curves and colours', () => {
  it('spread a claim over the bars in straight lines', () => {
    expect([...spreadClaim([100, 200, 100], 5)!]).toEqual([100, 150, 200, 150, 100]);
    expect(spreadClaim(undefined, 5)).toBeNull();
    expect(spreadClaim([1], 5)).toBeNull();
  });

  it('allow a log scale only above zero', () => {
    expect(allPositive(Float64Array.of(1, 2))).toBe(true);
    expect(allPositive(Float64Array.of(1, 0))).toBe(false);
  });

  it('take alpha, and come from mixed colours too', () => {
    expect(withAlpha('rgb(85, 70, 214)', 0.1)).toBe('rgba(85, 70, 214, 0.1)');
    expect(withAlpha('rgba(85, 70, 214, 0.5)', 0.1)).toBe('rgba(85, 70, 214, 0.1)');
    expect(plainColor('color(srgb 1 0.5 0)')).toBe('rgb(255, 128, 0)');
  });
});

describe('the CSV of a chart', () => {
  it('has ISO times, plain decimals and empty cells where there is no value', () => {
    const values = new Float64Array(104).fill(1.5);
    values[100] = Number.NaN;
    const csv = barsCsv({ ...window, step: 1, toBar: 102 }, [
      { label: 'SMA 20, fast', values, unit: 'price' },
    ]);
    expect(csv).toBe(
      'time,open,high,low,close,volume,"SMA 20, fast"\n' +
        '1970-01-01T00:00:00Z,10,13,9,12,5,\n' +
        '1970-01-01T00:02:00Z,12,14,8,11,6,1.5\n',
    );
  });

  it('tells the ticks of a narrow axis apart', () => {
    expect(compactTicks([100_000, 100_050, 100_100])).toEqual(['100.00k', '100.05k', '100.10k']);
    expect(compactTicks([50_000, 100_000, 150_000])).toEqual(['50k', '100k', '150k']);
    expect(compactTicks([0, 500, 1000])).toEqual(['0', '500', '1k']);
    expect(compactTicks([99_999.5, 100_000, 100_000.5])).toEqual([
      '99,999.5',
      '100,000.0',
      '100,000.5',
    ]);
  });
});
