/** A report reads the same wherever it was made: numbers are written as 1,234.50. */
export const locale = 'en-US';
