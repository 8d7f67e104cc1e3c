export const rules: readonly { pattern: RegExp; why: string }[];
export function checkDeterminism(): { files: number; violations: string[] };
