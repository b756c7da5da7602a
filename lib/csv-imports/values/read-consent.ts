import { type DateOrder, isNoDate, recogniseDate } from '@/lib/crm';
import type { CsvReader } from '../proposal-schemas';
import { type ConsentMeaning, isBlankAnswer } from '../opt-outs/word-meaning';
import { readMoment } from './read-moment';

type ConsentReader = Extract<CsvReader, { read: 'consent' }>;
export type ConsentReading = { meaning: ConsentMeaning; at: string | null } | null;

/** How long an answer is told apart: profile and table keep words of this length. */
const WORD_LENGTH = 60;

export const consentWord = (cell: string): string =>
  cell
    .trim()
    .slice(0, WORD_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toLowerCase();

export const isDay = (text: string): boolean =>
  recogniseDate(text, { order: 'dmy', century: 'past' }) !== null ||
  recogniseDate(text, { order: 'mdy', century: 'past' }) !== null;

/** What an answer says by its column's table; null where the table doesn't know it. A blank says nothing. */
export function readConsent(cell: string, reader: ConsentReader, order: DateOrder): ConsentReading {
  const word = consentWord(cell);
  const meaning = reader.means[word];
  if (meaning) return { meaning, at: null };
  if (isBlankAnswer(word) || isNoDate(word)) return { meaning: 'unknown', at: null };
  if (reader.day && isDay(word)) return { meaning: reader.day, at: readMoment(cell, order) };
  return reader.other ? { meaning: reader.other, at: null } : null;
}

const strength: Record<ConsentMeaning, number> = { unknown: 0, given: 1, withdrawn: 2 };

/** Of two columns that speak of one person the stricter is believed. */
export const stricter = (a: ConsentMeaning, b: ConsentMeaning): ConsentMeaning =>
  strength[a] >= strength[b] ? a : b;
