import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseNumber, SettingFlags } from '../../../lib/cli/setting-flags';
import { choiceField, integerField, numberField, switchField } from '../../../lib/core/fields';

const flags = new SettingFlags(
  'Test',
  z.object({
    slowBars: integerField({ label: 'Slow', help: 'Bars.', min: 1, max: 9, default: 3 }),
    stopLoss: numberField({ label: 'Stop', help: 'Share.', min: 0, max: 1, default: 0, unit: '%' }),
    kind: choiceField({ label: 'Kind', help: 'One.', options: { a: 'A', b: 'B' }, default: 'a' }),
    allowShort: switchField({ label: 'Short', help: 'Both.', default: true }),
  }),
  { kind: 'sizing' },
);

const read = (...args: string[]) => {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  flags.declare(command);
  command.parse(args, { from: 'user' });
  return flags.read(command.opts());
};

describe('settings as flags', () => {
  it('reads what was given, by field, and nothing else', () => {
    expect(read()).toEqual({});
    expect(read('--slow-bars', '4', '--sizing', 'b')).toEqual({ slowBars: 4, kind: 'b' });
  });
  it('takes percent signs and switches both ways', () => {
    expect(read('--stop-loss', '5%')).toEqual({ stopLoss: 0.05 });
    expect(read('--allow-short')).toEqual({ allowShort: true });
    expect(read('--no-allow-short')).toEqual({ allowShort: false });
  });
  it('refuses what is no number and options there are not', () => {
    expect(() => read('--slow-bars', 'four')).toThrow(/A number is wanted/);
    expect(() => read('--sizing', 'c')).toThrow(/Allowed choices are a, b/);
  });
  it('reads numbers as they are written and nothing like them', () => {
    expect(parseNumber('1e-9')).toBe(1e-9);
    expect(parseNumber('-2.5')).toBe(-2.5);
    expect(parseNumber('.5')).toBe(0.5);
    for (const text of ['', '0x10', '1,000', 'NaN', 'Infinity', '5 %']) {
      expect(() => parseNumber(text), text).toThrow(/A number is wanted/);
    }
  });
});
