import { useEffect } from 'react';
import { createStore, useStore } from './external-store';

/** Something the palette can do. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly group: string;
  /** Shown at the right: `Ctrl ↵`. */
  readonly keys?: string;
  readonly keywords?: readonly string[];
  run(): void;
}

interface ShellState {
  /** Loaded once it was asked for, then kept. */
  readonly paletteOpen: boolean;
  readonly helpOpen: boolean;
  readonly settingsOpen: boolean;
  /** What the place shows first is on screen: the rest may be loaded. */
  readonly settled: boolean;
  readonly commands: Readonly<Record<string, readonly Command[]>>;
}

export const shell = createStore<ShellState>({
  paletteOpen: false,
  helpOpen: false,
  settingsOpen: false,
  settled: false,
  commands: {},
});

export const openPalette = (): void => shell.set({ paletteOpen: true });
export const openHelp = (): void => shell.set({ helpOpen: true });
export const openSettings = (): void => shell.set({ settingsOpen: true });

export const settle = (): void => shell.set({ settled: true });

export const useShell = <S>(select: (state: ShellState) => S): S => useStore(shell, select);

/** Offers commands in the palette while the component is on the page. Keep the list stable between renders. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    shell.set({ commands: { ...shell.get().commands, [owner]: commands } });
    return () => {
      const { [owner]: _gone, ...rest } = shell.get().commands;
      shell.set({ commands: rest });
    };
  }, [owner, commands]);
}
