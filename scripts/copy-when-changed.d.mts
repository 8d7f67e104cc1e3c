/** Copies a file where the target is missing or another one, so that the target is never there in part. */
export function copyWhenChanged(source: string, target: string): void;
