import { expect, it } from 'vitest';
import { remainingTime } from '../../../app/_components/remaining-time';

it('tells the time left by the share done so far', () => {
  expect(remainingTime(3000, 0.25)).toBe('about 9 s left');
  expect(remainingTime(3000, 0.999)).toBe('about 1 s left');
});

it('says nothing before a share can be relied on', () => {
  expect(remainingTime(3000, 0.02)).toBe('');
  expect(remainingTime(3000, null)).toBe('');
});
