import type { ImportAnswers, ImportQuestion } from '../../../lib/market/import/types';

type QuoteSide = NonNullable<ImportAnswers['quoteSide']>;

/** A chosen option as the answer the importer takes. */
export function answerTo({ id, options }: ImportQuestion, value: string): ImportAnswers {
  switch (id) {
    case 'date-order':
      return { dateOrder: value as NonNullable<ImportAnswers['dateOrder']> };
    case 'time-zone':
      return { timeZone: value };
    case 'columns':
      // The side and not the columns of the first table: the others may have theirs elsewhere.
      return {
        quoteSide: options.find((it) => it.value === value)?.label === 'Ask' ? 'ask' : 'bid',
      };
    case 'volume':
      return { volume: value };
    case 'adjustment':
      return { adjustment: value as NonNullable<ImportAnswers['adjustment']> };
  }
}

const sideLabels: Readonly<Record<QuoteSide, string>> = { bid: 'Bid', ask: 'Ask' };

/** The option chosen so far, null = none. */
export function answeredValue(
  { id, options }: ImportQuestion,
  answers: ImportAnswers,
): string | null {
  switch (id) {
    case 'date-order':
      return answers.dateOrder ?? null;
    case 'time-zone':
      return answers.timeZone ?? null;
    case 'columns': {
      const { quoteSide } = answers;
      if (quoteSide === undefined) return null;
      return options.find((it) => it.label === sideLabels[quoteSide])?.value ?? null;
    }
    case 'volume':
      return answers.volume ?? null;
    case 'adjustment':
      return answers.adjustment ?? null;
  }
}

/** The option that holds: the chosen one, or the one that is taken where none was. */
export const valueInForce = (question: ImportQuestion, answers: ImportAnswers): string | null =>
  answeredValue(question, answers) ?? question.defaultValue;

/** Questions that must be answered before anything can be saved. */
export const openQuestions = (
  questions: readonly ImportQuestion[],
  answers: ImportAnswers,
): readonly ImportQuestion[] =>
  questions.filter((question) => valueInForce(question, answers) === null);
