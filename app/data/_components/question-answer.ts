import type { ImportAnswers, ImportQuestion } from '../../../lib/market/import/types';

/** A chosen option as the answer the importer takes. Column mappings travel as JSON in the option's value. */
export function answerTo(id: ImportQuestion['id'], value: string): ImportAnswers {
  switch (id) {
    case 'date-order':
      return { dateOrder: value as NonNullable<ImportAnswers['dateOrder']> };
    case 'time-zone':
      return { timeZone: value };
    case 'columns':
      return { columns: JSON.parse(value) as NonNullable<ImportAnswers['columns']> };
    case 'volume':
      return { volume: value };
    case 'adjustment':
      return { adjustment: value as NonNullable<ImportAnswers['adjustment']> };
  }
}

/** The option chosen so far, null = none. */
export function answeredValue(id: ImportQuestion['id'], answers: ImportAnswers): string | null {
  switch (id) {
    case 'date-order':
      return answers.dateOrder ?? null;
    case 'time-zone':
      return answers.timeZone ?? null;
    case 'columns':
      return answers.columns === undefined ? null : JSON.stringify(answers.columns);
    case 'volume':
      return answers.volume ?? null;
    case 'adjustment':
      return answers.adjustment ?? null;
  }
}

/** The option that holds: the chosen one, or the one that is taken where none was. */
export const valueInForce = (question: ImportQuestion, answers: ImportAnswers): string | null =>
  answeredValue(question.id, answers) ?? question.defaultValue;

/** Questions that must be answered before anything can be saved. */
export const openQuestions = (
  questions: readonly ImportQuestion[],
  answers: ImportAnswers,
): readonly ImportQuestion[] =>
  questions.filter((question) => valueInForce(question, answers) === null);
