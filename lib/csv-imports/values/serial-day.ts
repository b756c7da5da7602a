import type { DayCount } from '../proposal-schemas';

const numeral = /^-?\d{1,7}(?:[.,]\d{1,12})?$/;
const DAY_MS = 86_400_000;
/** 2099-12-31; what is larger is a number of something else. */
const LAST_DAY = 73_050;
/** Excel takes 1900 for a leap year: its day 60 is none, and every day behind it is counted one too many. */
const NO_DAY = 60;

export const isDayNumber = (day: number, from: DayCount): boolean =>
  day >= 1 && day <= LAST_DAY && !(from === '1900' && day === NO_DAY);

/** 0 is how a spreadsheet shows an empty cell that it calculated. */
export const isNoSerial = (text: string): boolean => /^0(?:[.,]0+)?$/.test(text);

export const isNumeral = (text: string): boolean => numeral.test(text);

/** A day as a spreadsheet stores it (31048 is 1985-01-01), with its fraction as the time in UTC; null for what is none. */
export function serialMoment(text: string, from: DayCount): string | null {
  if (!numeral.test(text)) return null;
  const number = Number(text.replace(',', '.'));
  const day = Math.floor(number);
  if (!isDayNumber(day, from)) return null;
  const start = from === '1904' ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < NO_DAY ? 31 : 30);
  return new Date(start + day * DAY_MS + Math.round((number - day) * 86_400) * 1_000).toISOString();
}

export const serialDay = (text: string, from: DayCount): string | null => {
  const [whole = ''] = text.split(/[.,]/);
  return numeral.test(text) ? (serialMoment(whole, from)?.slice(0, 10) ?? null) : null;
};
