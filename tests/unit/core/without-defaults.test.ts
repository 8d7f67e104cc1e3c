import { describe, expect, it } from 'vitest';
import { withoutDefaults } from '../../../lib/core/without-defaults';

describe('settings without their defaults', () => {
  it('lose what equals a default, and the objects nothing is left of', () => {
    const defaults = { a: 1, b: { c: true, d: null }, e: 'x' };
    expect(withoutDefaults({ a: 1, b: { c: true, d: null }, e: 'y' }, defaults)).toEqual({
      e: 'y',
    });
    expect(withoutDefaults({ a: 2, b: { c: true, d: 3 } }, defaults)).toEqual({
      a: 2,
      b: { d: 3 },
    });
  });

  it('keep a list as it is, unless it and the default are empty', () => {
    const defaults = { live: { away: [], commands: [] } };
    const away = [
      [1, 2],
      [5, 9],
    ];
    expect(withoutDefaults({ live: { away, commands: [] } }, defaults)).toEqual({ live: { away } });
    expect(withoutDefaults({ live: { away: [], commands: [] } }, defaults)).toEqual({});
    expect(withoutDefaults({ list: [] }, { list: [1] })).toEqual({ list: [] });
  });
});
