/** A figure that may have no value. `null` always comes with the reason, in plain words: "no closed trades". */
export type Metric =
  | { readonly value: number; readonly reason?: undefined }
  | { readonly value: null; readonly reason: string };

export const metric = (value: number): Metric => ({ value });
export const noValue = (reason: string): Metric => ({ value: null, reason });
