import { monthOf } from './month-names';

/** How a file writes its days; ISO (1984-02-29) is understood in any case. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** Which century two digits mean: 1900 or 2000, or the last year of that ending that isn't in the future. */
export type Century = '1900' | '2000' | 'past';

export type DateReading = { order: DateOrder; century?: Century | null; year?: number };

const time = '(?:[T ,]+[\\d:.,+\\-Zz ]{1,32}(?:[ap]\\.?m\\.?)?)?';
const LONGEST = 60;
const iso = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${time}$`, 'i');
const parted = new RegExp(`^(\\d{1,4})[./\\- ]{1,2}(\\d{1,2})[./\\- ]{1,2}(\\d{1,4})\\.?${time}$`, 'i');
const together = /^(1[89]\d{2}|20\d{2})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?$/;
const eastern = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
/** “Thursday, ”, “le ” */
const inFront = /^(?:\p{L}{2,15}\.?,\s+|(?:le|el|il|den|am|on|the) )(?=[\p{L}\d])/iu;
const dayThenMonth = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|er|º|ª|°)?[. \\-/]{1,2}(?:(?:de|of|di) )?(\\p{L}{3,15})\\.?(?: (?:de|del) |[ \\-/,.]{1,2})(\\d{4}|\\d{2})\\.?${time}$`,
  'iu',
);
const monthThenDay = new RegExp(
  `^(\\p{L}{3,15})\\.?[ \\-/]{1,2}(\\d{1,2})(?:st|nd|rd|th)?(?:,? |[\\-/])(\\d{4}|\\d{2})${time}$`,
  'iu',
);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function isDayOf(month: number, day: number, leap: boolean): boolean {
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = lengths[month - 1];
  return last !== undefined && day >= 1 && day <= last;
}

const two = (number: number): string => String(number).padStart(2, '0');

function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1000 || year > 9999 || !isDayOf(month, day, isLeap(year))) return null;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** null for two digits while nobody has said which century they mean. */
function fullYear(
  text: string,
  { century, year: now = new Date().getUTCFullYear() }: DateReading,
): number | null {
  if (text.length === 4) return Number(text);
  if (text.length !== 2 || !century) return null;
  if (century !== 'past') return Number(century) + Number(text);
  return 2000 + Number(text) > now ? 1900 + Number(text) : 2000 + Number(text);
}

/**
 * A calendar day as 1984-02-29, never through a time zone (a time behind it is dropped); null for what is no day. Months may
 * stand by name. Two digits are a year only where it is said which century they mean.
 */
export function recogniseDate(text: string, reading: DateOrder | DateReading): string | null {
  const asked = typeof reading === 'string' ? { order: reading } : reading;
  const whole = text.trim();
  if (whole.length > LONGEST) return null;
  const typed = /^\p{L}/u.test(whole) ? whole.replace(inFront, '') : whole;
  const day = (
    year: string | undefined,
    month: number | undefined,
    date: string | undefined,
  ): string | null => {
    const inFull = fullYear(year ?? '', asked);
    return inFull === null || month === undefined ? null : calendarDay(inFull, month, Number(date));
  };
  const standard = iso.exec(typed) ?? together.exec(typed) ?? eastern.exec(typed);
  if (standard) return day(standard[1], Number(standard[2]), standard[3]);
  const parts = parted.exec(typed);
  if (parts) {
    const [, first = '', second = '', third = ''] = parts;
    if (first.length === 4) return day(first, Number(second), third);
    if (first.length > 2) return null;
    return asked.order === 'mdy' ? day(third, Number(first), second) : day(third, Number(second), first);
  }
  const european = dayThenMonth.exec(typed);
  if (european) return day(european[3], monthOf(european[2] ?? ''), european[1]);
  const american = monthThenDay.exec(typed);
  return american ? day(american[3], monthOf(american[1] ?? ''), american[2]) : null;
}

const yearless = /^(?:--?)?(\d{2})-(\d{2})$|^--(\d{2})(\d{2})$/;
const dayAndMonth = /^(\d{1,2})\.(\d{1,2})\.$/;
const dayAndMonthByOrder = /^(\d{1,2})[./ ](\d{1,2})$/;
const dayAndName = /^(\d{1,2})\.? (?:de )?(\p{L}{3,15})\.?$/u;

/** A day without a year (03-07, --03-07, 7.3., 7 March) as 03-07; 3/7 only where it is said which comes first. null for anything else. */
export function recogniseMonthDay(text: string, order?: DateOrder): string | null {
  const typed = text.trim();
  if (typed.length > LONGEST) return null;
  const standard = yearless.exec(typed);
  const european = standard ? null : dayAndMonth.exec(typed);
  const named = standard || european ? null : dayAndName.exec(typed);
  const parts = order ? dayAndMonthByOrder.exec(typed) : null;
  if (parts) {
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    const [month, day] = order === 'dmy' ? [second, first] : [first, second];
    return isDayOf(month, day, true) ? `${two(month)}-${two(day)}` : null;
  }
  const month = Number(
    standard?.[1] ?? standard?.[3] ?? european?.[2] ?? (named && monthOf(named[2] ?? '')) ?? 0,
  );
  const day = Number(standard?.[2] ?? standard?.[4] ?? european?.[1] ?? named?.[1] ?? 0);
  return isDayOf(month, day, true) ? `${two(month)}-${two(day)}` : null;
}

const nothing =
  /^(?:0{1,4}[./\- ]0{1,2}[./\- ]0{1,4}|1900-0?1-00|0?[01][./]0?[01]?[./](?:19)?00|1899-12-3[01])(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?$/;

/** What programs write where there is no day: 0/0/00, 00-00-0000, 1900-01-00. */
export const isNoDate = (text: string): boolean => nothing.test(text.trim());
