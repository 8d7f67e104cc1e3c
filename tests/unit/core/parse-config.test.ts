import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ConfigError } from '../../../lib/core/errors';
import { choiceField, integerField, numberField, switchField } from '../../../lib/core/fields';
import { parseConfig } from '../../../lib/core/parse-config';

const schema = z.strictObject({
  bars: integerField({ label: 'Bars', help: '', min: 2, max: 50, default: 5 }),
  share: numberField({ label: 'Share', help: '', min: 0, max: 1, default: 0.5 }),
  side: choiceField({
    label: 'Side',
    help: '',
    options: { long: 'L', short: 'S' },
    default: 'long',
  }),
  on: switchField({ label: 'On', help: '', default: true }),
});

const refusal = (value: unknown): { message: string; field: string | undefined } => {
  try {
    parseConfig(schema, value, 'params');
  } catch (error) {
    if (error instanceof ConfigError) return { message: error.message, field: error.field };
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('parsing a config', () => {
  it('fills in what was left out', () => {
    expect(parseConfig(schema, { bars: 7 })).toEqual({
      bars: 7,
      share: 0.5,
      side: 'long',
      on: true,
    });
  });
  it('names the field and its bound', () => {
    expect(refusal({ bars: 1 })).toEqual({
      message: 'params.bars must be at least 2, not 1.',
      field: 'params.bars',
    });
    expect(refusal({ share: 1.5 }).message).toBe('params.share must be at most 1, not 1.5.');
  });
  it('names the kind of value that is wanted', () => {
    expect(refusal({ bars: 2.5 }).message).toBe('params.bars must be a whole number, not 2.5.');
    expect(refusal({ share: 'much' }).message).toBe('params.share must be a number, not “much”.');
    expect(refusal({ on: 1 }).message).toBe('params.on must be true or false, not 1.');
    expect(refusal({ side: 'up' }).message).toBe(
      'params.side must be one of long, short, not “up”.',
    );
    expect(refusal(null).message).toMatch(/^params must be an object/);
  });
  it('refuses NaN and infinities', () => {
    expect(refusal({ share: Number.NaN }).field).toBe('params.share');
    expect(refusal({ share: Number.POSITIVE_INFINITY }).field).toBe('params.share');
  });
  it('lists the settings there are where one is unknown', () => {
    expect(refusal({ brs: 1 }).message).toBe(
      'params has no setting brs; it has bars, share, side, on.',
    );
  });
});
