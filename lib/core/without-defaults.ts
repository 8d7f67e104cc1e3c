type Settings = Readonly<Record<string, unknown>>;

/** Settings without the values that equal a default, and without the objects nothing is left of then. */
export function withoutDefaults(settings: Settings, defaults: Settings): Settings {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    const usual = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    if (typeof value !== 'object' || value === null || typeof usual !== 'object') {
      if (value !== usual) kept[key] = value;
      continue;
    }
    const rest = withoutDefaults(value as Settings, (usual ?? {}) as Settings);
    if (Object.keys(rest).length > 0) kept[key] = rest;
  }
  return kept;
}
