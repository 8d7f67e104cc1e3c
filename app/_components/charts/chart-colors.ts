/** The design tokens a canvas needs, as colours it can draw with. */
const TOKENS = {
  up: '--up',
  upFill: '--up-fill',
  down: '--down',
  downFill: '--down-fill',
  s1: '--s1',
  s2: '--s2',
  s3: '--s3',
  s4: '--s4',
  bench: '--bench',
  grid: '--grid',
  line: '--line',
  line2: '--line2',
  text: '--text',
  dim: '--dim',
  faint: '--faint',
  accent: '--accent',
  surface: '--surface',
  warn: '--warn',
} as const;

export type ColorName = keyof typeof TOKENS;

export interface ChartColors extends Readonly<Record<ColorName, string>> {
  readonly fontFamily: string;
  /** High contrast draws rising candles hollow. */
  readonly hollowUp: boolean;
}

/** Reads the tokens as they are now. A canvas can't resolve `var()`, so a probe element does. */
export function readChartColors(host: HTMLElement): ChartColors {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  host.appendChild(probe);
  const resolved: Partial<Record<ColorName, string>> = {};
  for (const name of Object.keys(TOKENS) as ColorName[]) {
    probe.style.color = `var(${TOKENS[name]})`;
    resolved[name] = plainColor(getComputedStyle(probe).color);
  }
  probe.remove();
  return {
    ...(resolved as Record<ColorName, string>),
    fontFamily: getComputedStyle(document.body).fontFamily,
    hollowUp: document.documentElement.dataset.contrast === 'high',
  };
}

/** `color(srgb 0.1 0.2 0.3)`, as browsers write mixed colours, → `rgb(26, 51, 77)`; others stay as they are. */
export function plainColor(css: string): string {
  const match = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(css);
  if (!match) return css;
  const byte = (i: number): number => Math.round(Number(match[i]) * 255);
  return `rgb(${byte(1)}, ${byte(2)}, ${byte(3)})`;
}

/** The same colour, `alpha` 0…1 opaque. Takes `rgb()` and `rgba()`, as computed styles are. */
export function withAlpha(rgb: string, alpha: number): string {
  const match = /^rgba?\(([^)]+)\)$/.exec(rgb);
  if (!match) return rgb;
  const [r, g, b] = match[1]!.split(/[\s,/]+/);
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}
