'use client';

import {
  Alert,
  Badge,
  Button,
  Group,
  Loader,
  Progress,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconAlertTriangle, IconHelpCircle } from '@tabler/icons-react';
import {
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
} from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { describeError } from '../../_components/describe-error';
import { saveText } from '../../_components/save-file';
import type { ImportActions } from '../_hooks/use-import';
import classes from '../data.module.css';
import parts from '../import.module.css';
import { barsKept, defaultRepair, reportAsText } from './import-view';
import { QualityTable } from './quality-table';
import { QuestionCard } from './question-card';
import { UnderstoodCard } from './understood-card';

/** One import: what was understood, what must be asked, what is wrong with the rows, and Save. */
export function ImportPanel({ importer, onLeave }: { importer: ImportActions; onLeave(): void }) {
  const { state } = importer;
  const { inspection, report } = state;
  const leave = () => {
    importer.close();
    onLeave();
  };
  useHotkeys([['Escape', leave]]);

  const open = report?.openQuestions.length ?? 0;
  const kept = report === null ? 0 : barsKept(report, state.repairs);
  const refused = report?.faults.some(
    (f) => f.count > 0 && (state.repairs[f.fault] ?? defaultRepair(f)) === 'refuse',
  );
  const busy = state.phase === 'reading' || state.phase === 'checking' || state.phase === 'saving';
  const canSave =
    state.phase === 'ready' && open === 0 && !refused && kept > 0 && state.name.trim() !== '';
  const saveLabel =
    open > 0
      ? `Answer ${open} ${open === 1 ? 'question' : 'questions'} first`
      : refused
        ? 'A class of rows is set to refuse'
        : `Save ${formatCount(kept)} bars`;

  return (
    <div className={classes.panel}>
      <header className={classes.bar}>
        <Group gap={8} wrap="nowrap" className={parts.barText}>
          <Title order={2} className={classes.title}>
            Import
          </Title>
          <span className={classes.mono}>{state.fileName}</span>
          {inspection !== null && (
            <Text span size="xs" c="dimmed" className={parts.facts}>
              {formatBytes(inspection.byteLength)}
              {report !== null &&
                ` · ${formatCount(report.rows)} rows read in ${formatDuration(report.elapsedMs)}`}
            </Text>
          )}
        </Group>
        {open > 0 && (
          <Badge className={parts.careBadge} leftSection={<IconHelpCircle size={14} aria-hidden />}>
            {open} {open === 1 ? 'question' : 'questions'}
          </Badge>
        )}
      </header>
      <div className={classes.cards}>
        {busy && (
          <div className={classes.card} role="status">
            <Group gap={8}>
              <Loader size={14} />
              <Text size="sm">
                {state.phase === 'reading'
                  ? 'Reading the file'
                  : state.phase === 'saving'
                    ? 'Saving'
                    : 'Checking every row'}
                {state.progress !== null &&
                  ` · ${state.progress.label}, ${Math.floor((100 * state.progress.done) / Math.max(1, state.progress.total))}%`}
              </Text>
              <Button size="compact-xs" onClick={leave}>
                Cancel
              </Button>
            </Group>
            {state.progress !== null && (
              <Progress
                mt={8}
                size={4}
                aria-label="Import progress"
                value={(100 * state.progress.done) / Math.max(1, state.progress.total)}
              />
            )}
          </div>
        )}
        {state.error !== null && (
          <Alert
            icon={<IconAlertTriangle size={16} aria-hidden />}
            className={classes.errorAlert}
            title={inspection === null ? 'This file can’t be read' : 'That did not work'}
            role="alert"
          >
            {describeError(state.error)}
          </Alert>
        )}
        {report?.openQuestions.map((question) => (
          <QuestionCard
            key={question.id}
            question={question}
            answers={state.answers}
            onAnswer={importer.answer}
          />
        ))}
        {inspection !== null && (
          <UnderstoodCard
            inspection={inspection}
            answers={state.answers}
            onAnswer={importer.answer}
            answered={inspection.questions.filter(
              (q) => !report?.openQuestions.some((o) => o.id === q.id),
            )}
          />
        )}
        {report !== null && (
          <QualityTable
            report={report}
            repairs={state.repairs}
            kept={kept}
            onRepair={importer.repair}
          />
        )}
      </div>
      <footer className={classes.foot}>
        {report !== null && open === 0 ? (
          <div className={parts.saveAs}>
            <TextInput
              aria-label="Name of the data set"
              value={state.name}
              onChange={(event) => importer.rename(event.currentTarget.value)}
              {...(state.name.trim() === '' && { error: 'A data set needs a name' })}
            />
            <Text size="xs" c="dimmed">
              {intervalLabel(report.intervalMs)},{' '}
              {formatDateTime(report.firstTime, 'UTC', report.intervalMs)} to{' '}
              {formatDateTime(report.lastTime, 'UTC', report.intervalMs)} UTC
            </Text>
          </div>
        ) : (
          <span />
        )}
        <Group gap={8} wrap="nowrap" className={parts.footButtons}>
          <Button onClick={leave}>Discard</Button>
          {report !== null && (
            <Button
              className={parts.wideOnly}
              onClick={() => saveText(reportAsText(state.fileName, report), 'quality-report.txt')}
            >
              Save report
            </Button>
          )}
          {inspection !== null && (
            <Button variant="filled" disabled={!canSave} onClick={() => void importer.save()}>
              {report === null ? 'Save' : saveLabel}
            </Button>
          )}
        </Group>
      </footer>
    </div>
  );
}
