import { defaultPreferences, type Preferences, preferencesKey } from '../_theme/preferences';
import { createStore, useStore } from './external-store';

const allowed: { readonly [K in keyof Preferences]: readonly Preferences[K][] } = {
  market: ['green-red', 'blue-orange', 'inverted'],
  contrast: ['normal', 'high'],
  density: ['compact', 'comfortable'],
  zone: ['data', 'local'],
};

function readStored(): Preferences {
  if (typeof window === 'undefined') return defaultPreferences;
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(preferencesKey) ?? '{}');
    const result: Record<string, string> = { ...defaultPreferences };
    for (const [key, values] of Object.entries(allowed)) {
      const value = (stored as Record<string, unknown> | null)?.[key];
      if (typeof value === 'string' && (values as readonly string[]).includes(value)) {
        result[key] = value;
      }
    }
    return result as unknown as Preferences;
  } catch {
    // Storage is off or holds something else: the defaults are always right to show.
    return defaultPreferences;
  }
}

const store = createStore<{ readonly value: Preferences }>({ value: readStored() });

/** Changes one preference, shows it at once and keeps it. */
export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  const next = { ...store.get().value, [key]: value };
  store.set({ value: next });
  if (key !== 'zone') document.documentElement.dataset[key] = next[key];
  try {
    window.localStorage.setItem(preferencesKey, JSON.stringify(next));
  } catch {
    // Private windows may refuse storage; the choice then lasts until the page is closed.
  }
}

export function usePreferences(): Preferences {
  return useStore(store, (s) => s.value, defaultPreferences);
}
