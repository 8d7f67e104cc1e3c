export function choosePort(args: readonly string[], fromEnvironment?: string): Promise<number>;
