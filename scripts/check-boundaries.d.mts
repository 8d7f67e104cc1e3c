export interface ImportEdge {
  specifier: string;
  target: string | null;
  typeOnly: boolean;
  worker: boolean;
}
export function brokenRule(from: string, edge: ImportEdge): string | null;
export function transitiveViolations(graph: ReadonlyMap<string, readonly ImportEdge[]>): string[];
export function findCycles(graph: ReadonlyMap<string, readonly ImportEdge[]>): string[];
export function checkBoundaries(): { files: number; violations: string[] };
