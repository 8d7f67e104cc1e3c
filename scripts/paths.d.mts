export const root: string;
export function at(...parts: readonly string[]): string;
export function bin(packageName: string, name?: string): string;
