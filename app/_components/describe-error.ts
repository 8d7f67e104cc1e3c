/** What a person reads of an error: its message, which says what, where and what to do. Unnamed errors say that they are ours. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Something went wrong: ${String(error)}`;
  const named =
    /^(DataError|ConfigError|KernelError|StorageError|LinkError|ExchangeError|CancelledError)$/.test(
      error.name,
    );
  return named
    ? error.message
    : `Something in Lookback went wrong (${error.message}). Your input is kept; try again, or reload the page.`;
}
