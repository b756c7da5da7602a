import type { DaySource } from './day-source';
import type { SpanUnit } from './filter-operators';

/** The day that relative dates count from, in the zone that counts for the list. Days are written year-month-day. */
export type DayFrame = { zone: string; today: string; source: DaySource };

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string =>
  text(new Date(utc(day).getTime() + days * 86_400_000));

/** A month later is the same day of the next month, or its last day where it has no such day. */
export function addMonths(day: string, months: number): string {
  const from = utc(day);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), last));
  return text(first);
}

export function addSpan(day: string, count: number, unit: SpanUnit): string {
  if (unit === 'months') return addMonths(day, count);
  return addDays(day, unit === 'weeks' ? count * 7 : count);
}

/** Month and day as one number: 331 is 31 March. */
export const monthDay = (day: string): number => Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * The month-days that have their day from `today` to `days` later, as ranges of month-day numbers. Whoever was born on
 * 29 February has it on the 28th in other years.
 */
export function anniversaryRanges(today: string, days: number): [number, number][] {
  const end = addDays(today, days);
  const [fromYear, toYear] = [Number(today.slice(0, 4)), Number(end.slice(0, 4))];
  if (days >= 365) return [[101, 1231]];
  const upTo = (md: number, year: number): number => (md === 228 && !isLeap(year) ? 229 : md);
  if (fromYear === toYear) return [[monthDay(today), upTo(monthDay(end), toYear)]];
  return [
    [monthDay(today), 1231],
    [101, upTo(monthDay(end), toYear)],
  ];
}

/** The whole month that `today` lies in, as month-day numbers. */
export const monthRange = (today: string): [number, number][] => {
  const month = Number(today.slice(5, 7)) * 100;
  return [[month + 1, month + 31]];
};

export const dayText = (day: string, weekday = false): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
    ...(weekday ? { weekday: 'short' } : {}),
  })
    .format(utc(day))
    .replaceAll(',', '');
