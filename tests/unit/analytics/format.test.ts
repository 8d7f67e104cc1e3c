import { describe, expect, it } from 'vitest';
import {
  currencyMark,
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatHash,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRatio,
  formatSigned,
  formatSignedPercent,
  formatUnits,
} from '../../../lib/analytics/views/format';

const us = 'en-US';

describe('numbers', () => {
  it('have a real minus sign and never −0', () => {
    expect(formatNumber(-1234.5, 1, us)).toBe('−1,234.5');
    expect(formatNumber(-0.004, 2, us)).toBe('0.00');
    expect(formatNumber(-0, 2, us)).toBe('0.00');
    expect(formatSignedPercent(-0.00001, 2, us)).toBe('0.00%');
    expect(formatSigned(0.004, 2, us)).toBe('0.00');
  });

  it('are – where there is no value', () => {
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatNumber(value, 2, us)).toBe('–');
      expect(formatPercent(value, 1, us)).toBe('–');
      expect(formatSignedPercent(value, 1, us)).toBe('–');
      expect(formatMoney(value, 'USD', { locale: us })).toBe('–');
    }
  });

  it('carry a plus sign only where it is asked for', () => {
    expect(formatSigned(3, 0, us)).toBe('+3');
    expect(formatSignedPercent(2.631, 1, us)).toBe('+263.1%');
    expect(formatPercent(0.05, 1, us)).toBe('5.0%');
    expect(formatRatio(2.456, us)).toBe('2.46');
    expect(formatCount(5308, us)).toBe('5,308');
  });

  it('follow the reader’s locale', () => {
    expect(formatNumber(-1234.5, 1, 'de-DE')).toBe('−1.234,5');
  });
});

describe('money', () => {
  it('puts a known sign before and a code behind', () => {
    expect(formatMoney(3006.4, 'USD', { decimals: 0, locale: us })).toBe('$3,006');
    expect(formatMoney(-62620, 'USD', { locale: us, signed: true })).toBe('−$62,620.00');
    expect(formatMoney(17967, 'EUR', { decimals: 0, signed: true, locale: us })).toBe('+€17,967');
    expect(formatMoney(3006.4, 'USDT', { locale: us })).toBe('3,006.40 USDT');
    expect(formatMoney(12, 'index points', { decimals: 0, locale: us })).toBe('12 points');
    expect(currencyMark('USD')).toBe('$');
  });
});

describe('prices and units', () => {
  it('have the decimals they are quoted in, or as many as they need', () => {
    expect(formatPrice(3756, 2, us)).toBe('3,756.00');
    expect(formatPrice(1.10345, undefined, us)).toBe('1.10345');
    expect(formatPrice(34000.129, undefined, us)).toBe('34,000.13');
    expect(formatPrice(0.00001234, undefined, us)).toBe('0.00001234');
    expect(formatUnits(96.66, us)).toBe('96.66');
    expect(formatUnits(0.123456789, us)).toBe('0.123457');
  });
});

describe('dates', () => {
  const utcMidnight = Date.UTC(2020, 11, 31);

  it('are ISO days and minutes in the zone named', () => {
    expect(formatDateTime(utcMidnight + 14 * 3_600_000, 'UTC')).toBe('2020-12-31 14:00');
    expect(formatDateTime(utcMidnight, 'America/New_York')).toBe('2020-12-30 19:00');
    expect(formatDateTime(Date.UTC(2020, 6, 1, 14, 30), 'America/New_York')).toBe(
      '2020-07-01 10:30',
    );
  });

  it('of daily bars stamped 00:00 UTC are that day in any zone', () => {
    expect(formatDate(utcMidnight, 'America/New_York')).toBe('2020-12-31');
    expect(formatDateTime(utcMidnight, 'America/New_York', 86_400_000)).toBe('2020-12-31');
  });

  it('of intraday bars follow the wall clock when the interval is given', () => {
    expect(formatDate(utcMidnight, 'America/New_York', 3_600_000)).toBe('2020-12-30');
  });
});

describe('hashes, times and sizes', () => {
  it('are short', () => {
    expect(formatHash('77ab04e9ffff')).toBe('77ab·04e9');
    expect(formatDuration(3.84, us)).toBe('3.8 ms');
    expect(formatDuration(412.2, us)).toBe('412 ms');
    expect(formatDuration(1234, us)).toBe('1.2 s');
    expect(formatDuration(125_000, us)).toBe('2 min 5 s');
    expect(formatBytes(812, us)).toBe('812 B');
    expect(formatBytes(3400, us)).toBe('3.4 kB');
    expect(formatBytes(999_960, us)).toBe('1.0 MB');
    expect(formatBytes(null, us)).toBe('–');
  });
});
