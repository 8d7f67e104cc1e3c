import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconDownload } from '@tabler/icons-react';
import { CompareItems, CompareMenu } from './compare-menu';
import { ExportItems } from './export-menu';
import classes from './run-menus.module.css';

/** What can be done with a finished run; loaded once there is one. */
export default function RunMenus({ phone }: { phone: boolean }) {
  return phone ? (
    <PhoneMenu />
  ) : (
    <>
      <CompareMenu />
      <ExportMenu />
    </>
  );
}

function ExportMenu() {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={15} stroke={1.9} aria-hidden="true" />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Compare and Export behind one button. */
function PhoneMenu() {
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon size={44} aria-label="Compare and export">
          <IconDots size={20} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.phoneMenu ?? ''}>
        <CompareItems />
        <Menu.Divider />
        <Menu.Label>Export</Menu.Label>
        <ExportItems />
      </Menu.Dropdown>
    </Menu>
  );
}
