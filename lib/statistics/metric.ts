/** A figure that may have no value. `null` always comes with the reason, in plain words: "no closed trades". */
export type Metric =
  | { readonly value: number; readonly reason?: undefined }
  | { readonly value: null; readonly reason: string };

/** A figure with a value; −0 becomes 0. @throws {RangeError} on NaN and infinities: those are no figures */
export const metric = (value: number): Metric => {
  if (!Number.isFinite(value)) throw new RangeError(`A figure can't be ${value}.`);
  return { value: value === 0 ? 0 : value };
};

export const noValue = (reason: string): Metric => ({ value: null, reason });

/** The value, or no value with the reason where the arithmetic left the numbers a double can hold. */
export const metricUnless = (value: number, reason: string): Metric =>
  Number.isFinite(value) ? metric(value) : noValue(reason);

/** A figure computed from another one's value; without that there is none, for the same reason. */
export const mapMetric = (source: Metric, compute: (value: number) => Metric): Metric =>
  source.value === null ? source : compute(source.value);
