import { recogniseDate } from '@/lib/crm';
import { isDayNumber, isNoSerial, isNumeral } from '../values/serial-day';
import type { ColumnFacts } from './column-facts';

const parted = /^'?(\d{1,2})([./\- ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?(?:[ T,]+\d{1,2}[:.]\d{2}.{0,24})?$/;
/** Only what holds the parts of a day is read as one: most cells with a number in them are none. */
const hasParts = /^'?\d{8}$|\d\D+\d+\D+\d|\p{L}.*\d\D+\d|\d\D*\p{L}\D*\d/u;
const mayBeDay = /^(?=.{4,40}$)['\p{L}\d .,/\-:+]+$/u;
const withoutYear = /^(\d{1,2})[./ ](\d{1,2})$/;
const LAST_LIKELY_YEAR = 2100;
const EXAMPLES = 3;

/** Adds what a cell that stands there so often tells of the order of day and month, and of years without a century. */
export function noteDay(days: ColumnFacts['days'], text: string, times: number): void {
  if (isNumeral(text)) {
    noteSerial(days.serial, text, times);
    noteYearless(days.yearless, text, times);
    return;
  }
  const parts = parted.exec(text);
  if (!parts) {
    noteYearless(days.yearless, text, times);
    if (hasParts.test(text) && mayBeDay.test(text)) noteNamedDay(days, text, times);
    return;
  }
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  if (first === 0 || second === 0 || first > 31 || second > 31 || (first > 12 && second > 12)) return;
  days.count += times;
  if (first > 12) days.dayFirst += times;
  else if (second > 12) days.monthFirst += times;
  else if (first !== second) {
    days.either += times;
    if (days.eitherExamples.length < EXAMPLES) days.eitherExamples.push(text);
  }
  if (parts[4]?.length === 2) noteTwoDigits(days, text, times);
}

/** Months by name and other forms that read in one way. */
function noteNamedDay(days: ColumnFacts['days'], text: string, times: number): void {
  if (recogniseDate(text, 'dmy') !== null) days.count += times;
  else if (recogniseDate(text, { order: 'dmy', century: 'past' }) !== null) {
    days.count += times;
    noteTwoDigits(days, text, times);
  }
}

function noteTwoDigits(days: ColumnFacts['days'], text: string, times: number): void {
  days.twoDigitYear += times;
  if (days.twoDigitExamples.length < EXAMPLES) days.twoDigitExamples.push(text);
}

function noteYearless(yearless: ColumnFacts['days']['yearless'], text: string, times: number): void {
  const parts = withoutYear.exec(text);
  if (!parts) return;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  if (first === 0 || second === 0 || first > 31 || second > 31 || (first > 12 && second > 12)) return;
  if (first > 12) yearless.dayFirst += times;
  else if (second > 12) yearless.monthFirst += times;
  else if (first !== second) {
    yearless.either += times;
    if (yearless.examples.length < EXAMPLES) yearless.examples.push(text);
  }
}

function noteSerial(serial: ColumnFacts['days']['serial'], text: string, times: number): void {
  if (isNoSerial(text)) return;
  if (!isDayNumber(Number.parseInt(text, 10), '1900')) {
    serial.outside += times;
    return;
  }
  serial.count += times;
  if (Number.parseInt(text, 10) <= LAST_LIKELY_YEAR) serial.small += times;
  if (serial.examples.length < EXAMPLES) serial.examples.push(text);
}
