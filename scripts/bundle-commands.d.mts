export function bundleCommands(): Promise<{
  readonly commands: string;
  readonly sweepThread: string;
}>;
