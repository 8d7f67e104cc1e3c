'use client';

import { Button, FileButton, Text, Title } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { formatDate, formatNumber, formatPrice } from '../../../lib/analytics/views/format';
import type {
  AdjustmentPreview,
  ImportAnswers,
  ImportQuestion,
} from '../../../workers/data.client';
import shared from '../data.module.css';
import classes from './adjustment-card.module.css';
import { QuestionCard } from './question-card';
import { SmallLineChart } from './small-line-chart';

/** Chooses a file of split and dividend factors and adds it to the import. */
function FactorFileButton({ onFiles }: { onFiles(files: readonly File[]): void }) {
  return (
    <FileButton accept=".csv,.tsv,.txt,.gz" onChange={(file) => file !== null && onFiles([file])}>
      {(props) => (
        <Button {...props} leftSection={<IconFilePlus size={14} aria-hidden />}>
          Add factor file…
        </Button>
      )}
    </FileButton>
  );
}

/** The offer where nothing in the files says how prices were adjusted. */
export function FactorFileOffer({ onFiles }: { onFiles(files: readonly File[]): void }) {
  return (
    <section className={shared.card} aria-label="Splits and dividends">
      <div className={classes.offer}>
        <div>
          <Title order={3}>Splits and dividends</Title>
          <Text size="xs" c="dimmed">
            Nothing in the file says whether they are taken out. Prices are kept as written, unless
            you add a file of factors (date, price factor, split factor).
          </Text>
        </div>
        <FactorFileButton onFiles={onFiles} />
      </div>
    </section>
  );
}

/** How prices are adjusted, with the price on either side of the largest adjustment. */
export function AdjustmentCard({
  question,
  answers,
  preview,
  instruments,
  keys,
  onAnswer,
  onFiles,
}: {
  question: ImportQuestion;
  answers: ImportAnswers;
  preview: AdjustmentPreview | null;
  /** How many instruments the answer holds for. */
  instruments: number;
  keys: boolean;
  onAnswer(answer: ImportAnswers): void;
  onFiles(files: readonly File[]): void;
}) {
  return (
    <QuestionCard question={question} answers={answers} keys={keys} onAnswer={onAnswer}>
      {preview !== null && <BeforeAndAfter preview={preview} />}
      <div className={classes.offer}>
        <Text size="xs" c="dimmed">
          {instruments > 1 ? 'The answer holds for every instrument of this import. ' : ''}
          Factors from another source can be added as a file.
        </Text>
        <FactorFileButton onFiles={onFiles} />
      </div>
    </QuestionCard>
  );
}

function BeforeAndAfter({ preview }: { preview: AdjustmentPreview }) {
  const when = (time: number) => formatDate(time, 'UTC', preview.intervalMs);
  const day = when(preview.at);
  const factor = formatNumber(preview.factor, 4);
  return (
    <div className={classes.beforeAfter}>
      <SmallLineChart
        title="Close across the largest adjustment"
        unit={`as in the file, ${day}: × ${factor}`}
        at={Array.from(preview.time, when)}
        lines={[
          {
            name: 'As written',
            color: 'var(--bench)',
            dash: '5 3',
            values: Array.from(preview.before),
          },
          { name: 'Adjusted', color: 'var(--s1)', values: Array.from(preview.after) },
        ]}
        format={(value) => formatPrice(value)}
        summary={`Closes from ${when(preview.time[0] ?? 0)} to ${when(preview.time.at(-1) ?? 0)}: prices before ${day} are multiplied by ${factor} there, so that the adjusted line has no leap.`}
      />
    </div>
  );
}
