import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').match(/it\(\s*'[^']*'/g) ?? []);
const named = (rule: string): boolean =>
  names.some((name) => new RegExp(`['\\s]${rule}[,:]`).test(name.replace(/^it\(\s*/, '')));

describe('the rules of fills', () => {
  it.each(Array.from({ length: 32 }, (_, k) => `R${k + 1}`))(
    '%s has a test named after it',
    (rule) => {
      expect(named(rule)).toBe(true);
    },
  );

  it.each(['1', '2', '3', '4', '5', '6', '7'])(
    'paragraph %s of the order of a bar has one',
    (number) => {
      expect(named(`Order ${number}`)).toBe(true);
    },
  );

  it.each(['Prices', 'Account', 'Trades'])('%s have one', (part) => {
    expect(named(part)).toBe(true);
  });

  it('is a check that fails for a rule there is not', () => {
    expect(named('R33')).toBe(false);
  });
});
