type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings without the values that equal a default, and without the objects nothing is left of then. Lists are left out
 * where they and the default are empty.
 */
export function withoutDefaults(settings: Settings, defaults: Settings): Settings {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    const usual = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    if (Array.isArray(value)) {
      // A list is one value: kept whole, or left out where the usual one is as empty.
      if (value.length > 0 || !Array.isArray(usual) || usual.length > 0) kept[key] = value;
      continue;
    }
    if (typeof value !== 'object' || value === null || typeof usual !== 'object') {
      if (value !== usual) kept[key] = value;
      continue;
    }
    const rest = withoutDefaults(value as Settings, (usual ?? {}) as Settings);
    if (Object.keys(rest).length > 0) kept[key] = rest;
  }
  return kept;
}
