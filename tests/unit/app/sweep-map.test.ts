import { describe, expect, it } from 'vitest';
import { colorScale, scaleStep, scaleSteps } from '../../../app/optimise/_components/color-scale';
import {
  cellAt,
  cellBox,
  cellByKey,
  labelledValues,
  mapLayout,
} from '../../../app/optimise/_components/map-layout';
import { RankedCells } from '../../../app/optimise/_components/ranked-cells';

const layout = mapLayout(760, 420, 29, 30);

describe('the map', () => {
  it('finds every cell under the middle of its box', () => {
    for (let cell = 0; cell < 29 * 30; cell++) {
      const { x, y, width, height } = cellBox(layout, cell);
      expect(cellAt(layout, x + width / 2, y + height / 2)).toBe(cell);
    }
  });

  it('has the first cell at the lower left, and nothing beside the plot', () => {
    const first = cellBox(layout, 0);
    expect(first.x).toBe(layout.left);
    expect(first.y + first.height).toBeCloseTo(layout.top + layout.plotHeight, 9);
    expect(cellAt(layout, 3, 100)).toBeNull();
    expect(cellAt(layout, 300, 415)).toBeNull();
  });

  it('is walked by arrow keys and stops at its edges', () => {
    const grid = { rows: 3, columns: 4 };
    expect(cellByKey(grid, null, 'ArrowRight', 1)).toBe(0);
    expect(cellByKey(grid, 0, 'ArrowRight', 1)).toBe(1);
    expect(cellByKey(grid, 3, 'ArrowRight', 1)).toBe(3);
    expect(cellByKey(grid, 1, 'ArrowUp', 1)).toBe(5);
    expect(cellByKey(grid, 1, 'ArrowUp', 10)).toBe(9);
    expect(cellByKey(grid, 5, 'Home', 1)).toBe(4);
    expect(cellByKey(grid, 5, 'End', 1)).toBe(7);
    expect(cellByKey(grid, 1, 'ArrowDown', 1)).toBe(1);
    expect(cellByKey(grid, 1, 'x', 1)).toBeNull();
  });

  it('leaves room between the values it writes', () => {
    expect(labelledValues(5, 500, 40)).toEqual([0, 1, 2, 3, 4]);
    expect(labelledValues(100, 300, 30)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });
});

describe('the colours', () => {
  it('grow from near the surface to the full colour', () => {
    const scale = colorScale('rgb(255, 255, 255)', 'rgb(80, 60, 200)');
    expect(scale).toHaveLength(scaleSteps);
    expect(scale.at(-1)).toBe('rgb(80, 60, 200)');
    const reds = scale.map((css) => Number(/\d+/.exec(css)![0]));
    expect(reds).toEqual([...reds].sort((a, b) => b - a));
    expect(reds[0]).toBeLessThan(255);
  });

  it('are the middle one where all scores are equal', () => {
    expect(scaleStep(1, 1, 1)).toBe(scaleSteps / 2);
    expect(scaleStep(0, 0, 2)).toBe(0);
    expect(scaleStep(2, 0, 2)).toBe(scaleSteps - 1);
  });
});

describe('the ranking', () => {
  const scores = Array.from({ length: 500 }, (_, i) => (i * 7919) % 101);

  it('is that of all cells sorted, the lowest index of equals, whatever their order of arrival', () => {
    const sorted = scores
      .map((score, cell) => ({ score, cell }))
      .sort((a, b) => b.score - a.score || a.cell - b.cell)
      .slice(0, 50)
      .map(({ cell }) => cell);
    for (const order of [1, 3, 499]) {
      const ranked = new RankedCells(50);
      for (let k = 0; k < scores.length; k++) {
        const cell = (k * order) % scores.length;
        ranked.add(cell, scores[cell]!);
      }
      expect(ranked.list()).toEqual(sorted);
      expect(ranked.extent).toEqual({ low: Math.min(...scores), high: Math.max(...scores) });
    }
  });

  it('has no extent before the first score', () => {
    expect(new RankedCells(3).extent).toBeNull();
    expect(new RankedCells(3).list()).toEqual([]);
  });
});
