#!/usr/bin/env node
// What may not stand on the verified path: clocks, unseeded randomness, host transcendentals, locales. Exits 1 with one line a place.
import { fileURLToPath } from 'node:url';
import { readSource, sourceFiles } from './source-imports.mjs';

export const rules = [
  {
    pattern: /\bMath\.random\b|\bcrypto\.(getRandomValues|randomUUID)\b/,
    why: 'unseeded randomness; take an Rng',
  },
  {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
    why: 'a clock; take the time as an argument',
  },
  {
    pattern: /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/,
    why: 'the network; hand in the bytes',
  },
  {
    pattern:
      /\bMath\.(exp|expm1|log|log2|log10|log1p|pow|hypot|cbrt|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh)\b|(?<![/*])\*\*(?![/*])/,
    why: 'a host transcendental; take moduleMath()',
  },
  { pattern: /\bIntl\.|\.toLocale\w*\(/, why: 'a locale; format in lib/analytics/views' },
  { pattern: /\b(document|window|localStorage|navigator)\./, why: 'the DOM' },
];

const exempt = (file, rule) =>
  (file.startsWith('lib/analytics/views/') && !/randomness|clock|network/.test(rule.why)) ||
  (/^lib\/(server|paper|cli)\//.test(file) && /clock|network|locale/.test(rule.why));

/** @returns {{ files: number, violations: string[] }} */
export function checkDeterminism() {
  const violations = [];
  const files = sourceFiles('lib');
  for (const file of files) {
    const lines = readSource(file).split('\n');
    for (const rule of rules) {
      if (exempt(file, rule)) continue;
      lines.forEach((line, i) => {
        const code = line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
        if (rule.pattern.test(code))
          violations.push(`${file}:${i + 1}: ${line.trim().slice(0, 80)}: ${rule.why}`);
      });
    }
  }
  return { files: files.length, violations };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, violations } = checkDeterminism();
  for (const line of violations) console.error(line);
  console.log(`determinism: ${files} files, ${violations.length} violations`);
  process.exit(violations.length > 0 ? 1 : 0);
}
