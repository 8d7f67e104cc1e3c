import { Menu } from '@mantine/core';
import { exportChoices } from './export-choices';
import { exportRun } from './run-actions';

/** The items of the Export menu. */
export function ExportItems() {
  return exportChoices.map(({ what, label }) => (
    <Menu.Item key={what} onClick={() => void exportRun(what)}>
      {label}
    </Menu.Item>
  ));
}
