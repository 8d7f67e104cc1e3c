'use client';

import { Kbd, Modal } from '@mantine/core';
import { shell, useShell } from '../../_hooks/use-shell';
import classes from './shell.module.css';

const keys: readonly (readonly [string, readonly string[]])[] = [
  ['Search or run', ['Ctrl K']],
  ['Run', ['Ctrl ↵']],
  ['Cancel a run, close what is open', ['Esc']],
  ['Undo a change of the setup', ['Ctrl Z']],
  ['Do it again', ['Ctrl Shift Z']],
  ['Fold the setup', ['[']],
  ['Fold the tables', [']']],
  ['Show a tab', ['1', '…', '9']],
  ['Bar by bar; ten at a time', ['← →', 'Shift']],
  ['From cell to cell of a map; open the cell', ['← → ↑ ↓', '↵']],
  ['Zoom in, out', ['+', '−']],
  ['Show the whole run', ['F']],
  ['Next trade, previous trade', ['J', 'K']],
  ['Why this trade', ['W']],
  ['Chart as a table', ['T']],
  ['Compare with other runs', ['C']],
  ['Copy the link', ['L']],
  ['Go to Backtest, Data, Models, Optimise, Paper, Runs', ['G', 'B', 'D', 'M', 'O', 'P', 'U']],
  ['Import rows from the clipboard', ['Ctrl V']],
  ['This list', ['?']],
];

/** Every key. Single letters are off while typing. */
export default function HelpModal() {
  const open = useShell((s) => s.helpOpen);
  return (
    <Modal
      opened={open}
      onClose={() => shell.set({ helpOpen: false })}
      title="All keys"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.keys}>
        {keys.map(([what, names]) => (
          <div key={what} className={classes.keyRow}>
            <span>{what}</span>
            <span>
              {names.map((name, i) => (
                <span key={name}>
                  {i > 0 && ' '}
                  <Kbd>{name}</Kbd>
                </span>
              ))}
            </span>
          </div>
        ))}
      </div>
    </Modal>
  );
}
