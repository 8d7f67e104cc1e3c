import type { MalformedHow } from './venue-fault';

/** Breaks a JSON text. */
export function malformedText(text: string, how: MalformedHow): string {
  switch (how) {
    case 'json':
      return text.slice(0, Math.max(1, Math.floor(text.length * 0.6)));
    case 'numbers':
      return withoutNumbers(text, '"NaN"');
    case 'types':
      return withoutNumbers(text, '{"value":null}');
  }
}

/** Replaces numbers written as text, or the bare ones where there are no others. */
function withoutNumbers(text: string, by: string): string {
  const broken = text.replace(/"-?\d+\.\d+"/g, by);
  return broken === text ? text.replace(/(?<=[:[,])\d{2,}(?=[,}\]])/g, by) : broken;
}
