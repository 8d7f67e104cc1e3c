/** How one person wants the pages to look; kept in this browser only. The light or dark scheme is kept by Mantine. */
export interface Preferences {
  readonly market: 'green-red' | 'blue-orange' | 'inverted';
  readonly contrast: 'normal' | 'high';
  readonly density: 'compact' | 'comfortable';
  /** Times in the zone of the data set, or in the zone of this device. */
  readonly zone: 'data' | 'local';
}

export const defaultPreferences: Preferences = {
  market: 'green-red',
  contrast: 'normal',
  density: 'compact',
  zone: 'data',
};

export const preferencesKey = 'lookback.preferences';

/** Runs before the first paint so that no page flashes in other colours. */
export const preferencesScript = `try{const p=JSON.parse(localStorage.getItem(${JSON.stringify(
  preferencesKey,
)})||'{}'),d=document.documentElement.dataset;for(const k of ['market','contrast','density'])if(typeof p[k]==='string')d[k]=p[k]}catch{}`;
