import { recogniseDate } from '@/lib/crm';
import type { ColumnFacts } from './column-facts';

const parted = /^'?(\d{1,2})([./\- ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?(?:[ T,]+\d{1,2}[:.]\d{2}.{0,24})?$/;
const mayBeDay = /^(?=.{4,40}$)(?=.*\d)['\p{L}\d .,/\-:+]+$/u;
const EXAMPLES = 3;

/** Adds what a cell tells of the order of day and month, and of years without a century; whether it is a day at all. */
export function noteDay(days: ColumnFacts['days'], text: string): boolean {
  const parts = parted.exec(text);
  if (!parts) {
    const isDay = mayBeDay.test(text) && recogniseDate(text, 'dmy') !== null;
    if (isDay) days.count += 1;
    return isDay;
  }
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  if (first === 0 || second === 0 || first > 31 || second > 31 || (first > 12 && second > 12)) return false;
  days.count += 1;
  if (first > 12) days.dayFirst += 1;
  else if (second > 12) days.monthFirst += 1;
  else if (first !== second) {
    days.either += 1;
    if (days.eitherExamples.length < EXAMPLES) days.eitherExamples.push(text);
  }
  if (parts[4]?.length === 2) {
    days.twoDigitYear += 1;
    if (days.twoDigitExamples.length < EXAMPLES) days.twoDigitExamples.push(text);
  }
  return true;
}
