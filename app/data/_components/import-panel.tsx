'use client';

import { Badge, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import {
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
} from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { saveText } from '../../_components/save-file';
import { isSeveral } from '../_hooks/import-state';
import type { ImportActions } from '../_hooks/use-import';
import shared from '../data.module.css';
import { BarsImport } from './bars-import';
import classes from './import-panel.module.css';
import { ImportProgress } from './import-progress';
import { reportAsText } from './import-view';
import { openQuestions } from './question-answer';
import { RatesImport } from './rates-import';
import { saveAction } from './save-action';

/** One import: what was understood, what must be asked, what is wrong with the rows, and Save. */
export function ImportPanel({ importer, onLeave }: { importer: ImportActions; onLeave(): void }) {
  const { state } = importer;
  const { inspection, rates, report } = state;
  const leave = () => {
    importer.close();
    onLeave();
  };
  useHotkeys([['Escape', leave]]);

  const questions = inspection?.questions ?? (rates ?? []).flatMap((it) => it.questions);
  const open = openQuestions(questions, state.answers).length;
  const { label, ready } = saveAction(state, open);
  const several = isSeveral(inspection);

  return (
    <div className={shared.panel}>
      <header className={shared.bar}>
        <Group gap={8} wrap="nowrap" className={classes.barText}>
          <Title order={2} className={shared.title}>
            Import
          </Title>
          <span className={shared.mono}>{state.title}</span>
          {inspection !== null && (
            <Text span size="xs" c="dimmed" className={classes.facts}>
              {formatBytes(inspection.byteLength)}
              {report !== null &&
                !several &&
                ` · ${formatCount(report.rows)} rows read in ${formatDuration(report.elapsedMs)}`}
            </Text>
          )}
        </Group>
        {open > 0 && (
          <Badge
            className={shared.careBadge}
            leftSection={<IconHelpCircle size={14} aria-hidden />}
          >
            {open} {open === 1 ? 'question' : 'questions'}
          </Badge>
        )}
      </header>
      <div className={shared.cards}>
        <ImportProgress state={state} onCancel={leave} />
        {rates === null ? <BarsImport importer={importer} /> : <RatesImport importer={importer} />}
      </div>
      <footer className={shared.foot}>
        <SaveAs importer={importer} open={open} />
        <Group gap={8} wrap="nowrap" className={classes.footButtons}>
          <Button onClick={leave}>Discard</Button>
          {report !== null && (
            <Button
              className={classes.wideOnly}
              onClick={() => saveText(reportAsText(state.title, report), 'quality-report.txt')}
            >
              Save report
            </Button>
          )}
          {state.importId !== null && (
            <Button variant="filled" disabled={!ready} onClick={() => void importer.save()}>
              {label}
            </Button>
          )}
        </Group>
      </footer>
    </div>
  );
}

/** Under which name, or names, the import is saved. */
function SaveAs({ importer, open }: { importer: ImportActions; open: number }) {
  const { inspection, report, rates, name } = importer.state;
  if (rates !== null || isSeveral(inspection)) {
    return (
      <Text size="xs" c="dimmed">
        {rates === null ? 'One data set an instrument' : 'One series an instrument'}, under its
        name. Each can be renamed.
      </Text>
    );
  }
  if (report === null || open > 0) return <span />;
  return (
    <div className={classes.saveAs}>
      <TextInput
        aria-label="Name of the data set"
        value={name}
        onChange={(event) => importer.rename(event.currentTarget.value)}
        {...(name.trim() === '' && { error: 'A data set needs a name' })}
      />
      <Text size="xs" c="dimmed">
        {intervalLabel(report.intervalMs)},{' '}
        {formatDateTime(report.firstTime, 'UTC', report.intervalMs)} to{' '}
        {formatDateTime(report.lastTime, 'UTC', report.intervalMs)} UTC
      </Text>
    </div>
  );
}
