'use client';

import { Badge, Kbd, Radio, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { ImportQuestion } from '../../../lib/market/import/types';
import type { ImportAnswers } from '../../../workers/data.client';
import shared from '../data.module.css';
import { QualityMark } from './quality-mark';
import { answeredValue, answerTo, valueInForce } from './question-answer';
import classes from './question-card.module.css';

/** One question only the user can answer, each reading shown with what speaks for it. Keys 1, 2, 3 choose where `keys` is set. */
export function QuestionCard({
  question,
  answers,
  keys,
  onAnswer,
  children,
}: {
  question: ImportQuestion;
  answers: ImportAnswers;
  /** Only one card at a time may have the number keys. */
  keys: boolean;
  onAnswer(answer: ImportAnswers): void;
  /** Shown below the options. */
  children?: ReactNode;
}) {
  const answered = answeredValue(question, answers) !== null;
  const choose = (value: string) => onAnswer(answerTo(question, value));
  useHotkeys(
    keys
      ? question.options.map((option, i) => [String(i + 1), () => choose(option.value)] as const)
      : [],
  );
  return (
    <section className={shared.card} data-tone="care" aria-label={question.title}>
      <div className={shared.cardHead}>
        <Title order={3}>{question.title}</Title>
        {!answered && (
          <Badge className={shared.careBadge}>
            {question.defaultValue === null ? 'Needs an answer' : 'Not answered: the default holds'}
          </Badge>
        )}
      </div>
      <Text size="xs" c="dimmed" mb={10}>
        {question.explanation}
      </Text>
      <Radio.Group
        label={question.title}
        classNames={{ label: classes.hiddenLabel ?? '' }}
        value={valueInForce(question, answers)}
        onChange={choose}
      >
        <div className={classes.options}>
          {question.options.map((option, i) => (
            <Radio.Card key={option.value} value={option.value} className={classes.option ?? ''}>
              <div className={classes.optionHead}>
                <Radio.Indicator size="xs" />
                <Text fw={600} size="sm">
                  {option.label}
                </Text>
                {keys && (
                  <Kbd size="xs" className={classes.optionKey}>
                    {i + 1}
                  </Kbd>
                )}
              </div>
              <Text size="xs" c="dimmed" className={classes.reading}>
                {option.reading}
              </Text>
              {option.evidence !== null && (
                <QualityMark care={option.fits === false} className={classes.evidence}>
                  {option.evidence}
                </QualityMark>
              )}
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {children}
    </section>
  );
}
