'use client';

import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ImportAnswers } from '../../../workers/data.client';

const assetClasses = [
  { value: 'crypto', label: 'Crypto' },
  { value: 'equity', label: 'Equity' },
  { value: 'index', label: 'Index' },
  { value: 'fx', label: 'Currencies' },
  { value: 'other', label: 'Other' },
];
const calendars = [
  { value: 'crypto-24x7', label: 'Around the clock' },
  { value: 'equity-us', label: 'New York sessions' },
  { value: 'fx-24x5', label: 'Currency week' },
  { value: 'unknown', label: 'Not known' },
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the instrument is: decides what counts as a gap, how results are annualised and which money runs are in. */
export function InstrumentFields({
  recipe,
  answers,
  onAnswer,
}: {
  /** How the shown instrument would be saved. */
  recipe: Readonly<Record<string, unknown>>;
  answers: ImportAnswers;
  onAnswer(answer: ImportAnswers): void;
}) {
  const currency = answers.quoteCurrency ?? textOf(recipe.quoteCurrency);
  const [draft, setDraft] = useState(currency);
  useEffect(() => setDraft(currency), [currency]);
  const commit = () => {
    const given = draft.trim();
    if (given === '') setDraft(currency);
    else if (given !== currency) onAnswer({ quoteCurrency: given });
  };
  return (
    <>
      <Select
        label="Asset class"
        data={assetClasses}
        value={answers.assetClass ?? textOf(recipe.assetClass)}
        onChange={(value) =>
          value !== null &&
          onAnswer({ assetClass: value as NonNullable<ImportAnswers['assetClass']> })
        }
      />
      <Select
        label="Trading calendar"
        data={calendars}
        value={answers.calendar ?? textOf(recipe.calendar)}
        onChange={(value) =>
          value !== null && onAnswer({ calendar: value as NonNullable<ImportAnswers['calendar']> })
        }
      />
      <TextInput
        label="Prices in"
        maxLength={80}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </>
  );
}
