import {
  type Century,
  type DateOrder,
  type DecimalSign,
  recogniseDate,
  recogniseMonthDay,
  recogniseNumber,
} from '@/lib/crm';
import type { ColumnFacts } from '../profile/column-facts';
import type { CsvAnswers, CsvQuestion } from '../proposal-schemas';
import { isBirthday } from '../values/birthday-fields';

type Column = { index: number; heading: string; field: string; facts: ColumnFacts };

/** What the other columns of the file, or the person, say of the order of day and month. */
export type FileDayOrder = { chosen: DateOrder | null; evident: DateOrder | null };

type OrderEvidence = Pick<ColumnFacts['days'], 'dayFirst' | 'monthFirst' | 'either' | 'eitherExamples'>;

/** What a column tells of the order of day and month; days without a year count where they are kept. */
export function orderEvidence(field: string, { days }: ColumnFacts): OrderEvidence {
  if (!isBirthday(field)) return days;
  const { yearless } = days;
  return {
    dayFirst: days.dayFirst + yearless.dayFirst,
    monthFirst: days.monthFirst + yearless.monthFirst,
    either: days.either + yearless.either,
    eitherExamples: [...days.eitherExamples, ...yearless.examples].slice(0, 3),
  };
}

/** The order that the days of a column are written in; one column alone may leave it open, all of them together seldom do. */
export function evidentOrder(all: readonly OrderEvidence[]): DateOrder | null {
  const dayFirst = all.reduce((sum, days) => sum + days.dayFirst, 0);
  const monthFirst = all.reduce((sum, days) => sum + days.monthFirst, 0);
  if (dayFirst > 0 === monthFirst > 0) return null;
  return dayFirst > 0 ? 'dmy' : 'mdy';
}

export function dayOrderOf(
  { index, heading, field, facts }: Column,
  answers: CsvAnswers,
  file: FileDayOrder,
): { order: DateOrder; questions: CsvQuestion[] } {
  const days = orderEvidence(field, facts);
  const id = `date_order:${index}`;
  const answer = answers[id];
  const mixed = days.dayFirst > 0 && days.monthFirst > 0;
  const own = evidentOrder([days]);
  const settled = own ?? file.chosen ?? (mixed ? null : file.evident);
  if (days.either === 0 || settled !== null)
    return { order: answer === 'dmy' || answer === 'mdy' ? answer : (settled ?? 'dmy'), questions: [] };
  const choice = (value: 'dmy' | 'mdy', label: string) => ({
    value,
    label,
    examples: days.eitherExamples.map((text) => `${text} is ${dayIn(text, value) ?? text}`),
  });
  const question: CsvQuestion = {
    id,
    code: 'date_order',
    column: index,
    text: `Days in “${heading}” can be read in two ways. Which comes first?`,
    choices: [choice('dmy', 'The day'), choice('mdy', 'The month')],
    answer: answer === 'dmy' || answer === 'mdy' ? answer : null,
  };
  return { order: answer === 'mdy' ? 'mdy' : 'dmy', questions: [question] };
}

const yearlessDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

function dayIn(text: string, order: DateOrder): string | null {
  const day = recogniseDate(text, { order, century: 'past' });
  const monthDay = day === null ? recogniseMonthDay(text, order) : null;
  return monthDay === null ? day : yearlessDay.format(new Date(`2000-${monthDay}`));
}

const centuries: readonly { value: Century; label: string }[] = [
  { value: 'past', label: 'The latest year that isn’t in the future' },
  { value: '1900', label: 'Always 19..' },
  { value: '2000', label: 'Always 20..' },
];

export function centuryOf(
  { index, heading, facts: { days } }: Column,
  answers: CsvAnswers,
  year: number,
): { century: Century | null; questions: CsvQuestion[] } {
  if (days.twoDigitYear === 0) return { century: null, questions: [] };
  const id = `century:${index}`;
  const century = centuries.find(({ value }) => value === answers[id])?.value ?? null;
  const order = evidentOrder([days]) ?? 'dmy';
  const question: CsvQuestion = {
    id,
    code: 'century',
    column: index,
    text: `Years in “${heading}” have two digits. Which century do they mean?`,
    choices: centuries.map(({ value, label }) => ({
      value,
      label,
      examples: days.twoDigitExamples.map(
        (text) => `${text} is ${recogniseDate(text, { order, century: value, year }) ?? 'no day'}`,
      ),
    })),
    answer: century,
  };
  return { century, questions: [question] };
}

export function decimalOf(
  { index, heading, facts: { numbers } }: Column,
  answers: CsvAnswers,
): { decimal: DecimalSign | null; questions: CsvQuestion[] } {
  const id = `decimal_sign:${index}`;
  const answer = answers[id] === '.' || answers[id] === ',' ? answers[id] : null;
  if (numbers.point > numbers.comma) return { decimal: answer ?? '.', questions: [] };
  if (numbers.comma > numbers.point) return { decimal: answer ?? ',', questions: [] };
  if (numbers.either === 0) return { decimal: answer, questions: [] };
  const choice = (value: DecimalSign, label: string) => ({
    value,
    label,
    examples: numbers.eitherExamples.map((text) => `${text} is ${recogniseNumber(text, value) ?? text}`),
  });
  const question: CsvQuestion = {
    id,
    code: 'decimal_sign',
    column: index,
    text: `Numbers in “${heading}” can be read in two ways. Which sign stands before the decimals?`,
    choices: [choice('.', 'The point'), choice(',', 'The comma')],
    answer,
  };
  return { decimal: answer, questions: [question] };
}
