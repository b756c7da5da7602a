import { type AppError, conflict } from '@/lib/errors';
import type { CsvQuestion } from '../proposal-schemas';

/** Questions without an answer, or with one that is none of their choices. */
export const openQuestions = (questions: readonly CsvQuestion[]): CsvQuestion[] =>
  questions.filter(({ answer, choices }) => !choices.some(({ value }) => value === answer));

/** An import isn't started while something of it can be read in two ways. */
export const unanswered = (questions: readonly CsvQuestion[]): AppError =>
  conflict(
    `Not started: ${questions.map(({ text }) => text).join(' ')}`,
    Object.fromEntries(questions.map(({ id, text }) => [`answers.${id}`, text])),
  );
