/** Orders made from targets have no name of their own: they are called by their number. */
export const targetName = (order: number): string => `target#${order}`;

/** The number in such a name, null when it is another kind of name. */
export function unnamedTarget(name: string): number | null {
  const found = /^target#(\d+)$/.exec(name);
  return found === null ? null : Number(found[1]);
}
