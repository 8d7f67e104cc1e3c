import { describe, expect, it } from 'vitest';
import { ratesFileName } from '../../../app/data/_components/rates-file-name';
import {
  type LibraryContents,
  libraryCount,
  onFailure,
  onRead,
  onReading,
  readingLibrary,
} from '../../../app/data/_hooks/library-state';

const contents = (sets: number, rates: number): LibraryContents => ({
  sets: Array.from({ length: sets }) as LibraryContents['sets'],
  rates: Array.from({ length: rates }) as LibraryContents['rates'],
  storage: { usedBytes: null, quotaBytes: null, persistent: null },
});

describe('the library', () => {
  it('has no count until it was read, and nought only where it is empty', () => {
    expect(libraryCount(readingLibrary)).toBeNull();
    expect(libraryCount(onFailure(readingLibrary, new Error('refused')))).toBeNull();
    expect(libraryCount(onRead(contents(0, 0)))).toBe(0);
    expect(libraryCount(onRead(contents(2, 3)))).toBe(5);
  });

  it('fails where it was never read, and is being read again after that', () => {
    const failed = onFailure(readingLibrary, 'refused');
    expect(failed).toEqual({ status: 'failed', error: new Error('refused') });
    expect(onReading(failed)).toBe(readingLibrary);
  });

  it('stays as it was read while a later reading goes on or fails', () => {
    const read = onRead(contents(1, 0));
    expect(onReading(read)).toBe(read);
    const error = new Error('refused');
    const kept = onFailure(read, error);
    expect(kept).toEqual({ ...read, error });
    expect(libraryCount(kept)).toBe(1);
    expect(onRead(contents(1, 0))).toEqual(read);
  });
});

describe('the file of exported rates', () => {
  it('is named after the series, its symbol first and once', () => {
    expect(ratesFileName({ symbol: 'BTCUSDT', name: 'BTCUSDT funding' })).toBe(
      'BTCUSDT-funding.csv',
    );
    expect(ratesFileName({ symbol: 'BTCUSDT', name: 'My rates, 2025' })).toBe(
      'BTCUSDT-My-rates-2025.csv',
    );
    expect(ratesFileName({ symbol: 'BTC/USDT:USDT', name: 'BTC/USDT:USDT' })).toBe(
      'BTC-USDT-USDT.csv',
    );
    expect(ratesFileName({ symbol: 'BTC', name: 'BTCUSDT funding' })).toBe(
      'BTC-BTCUSDT-funding.csv',
    );
  });
});
