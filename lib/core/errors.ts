/** Bad input data: says what was expected, where, and what was found. */
export class DataError extends Error {
  override readonly name = 'DataError';
  constructor(
    message: string,
    readonly where: {
      readonly file?: string;
      readonly row?: number;
      readonly column?: string;
      readonly value?: string;
      readonly expected?: string;
    } = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A configuration that can't be run: names the field and what it accepts. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    message: string,
    readonly field?: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A kernel refused its arguments or ran out of memory. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
  constructor(
    message: string,
    readonly kernel?: string,
    readonly status?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The user cancelled; nothing was changed. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor(message = 'Cancelled. Nothing was changed.') {
    super(message);
  }
}
