/** How a file writes its days; ISO (1984-02-29) is understood in any case. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.,+\-Z ]{0,32})?$/;
const parted = /^(\d{1,4})[./\- ]{1,2}(\d{1,2})[./\- ]{1,2}(\d{1,4})\.?$/;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function calendarDay(year: number, month: number, day: number): string | null {
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = lengths[month - 1];
  if (last === undefined || day < 1 || day > last || year < 1000 || year > 9999) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A calendar day as 1984-02-29, never through a time zone; null for what is no day. Years need four digits. */
export function recogniseDate(text: string, order: DateOrder): string | null {
  const typed = text.trim();
  const standard = iso.exec(typed);
  if (standard) return calendarDay(Number(standard[1]), Number(standard[2]), Number(standard[3]));
  const parts = parted.exec(typed);
  if (!parts?.[1] || !parts[2] || !parts[3]) return null;
  const [first, second, third] = [parts[1], parts[2], parts[3]];
  if (first.length === 4) return calendarDay(Number(first), Number(second), Number(third));
  if (third.length !== 4) return null;
  return order === 'mdy'
    ? calendarDay(Number(third), Number(first), Number(second))
    : calendarDay(Number(third), Number(second), Number(first));
}

/** Reads the order off sample values: a first part over 12 is a day, a second part over 12 too. */
export function recogniseDateOrder(samples: readonly string[]): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const sample of samples) {
    const parts = parted.exec(sample.trim());
    if (!parts?.[1] || !parts[2] || parts[1].length === 4) continue;
    if (Number(parts[1]) > 12) dayFirst += 1;
    if (Number(parts[2]) > 12) monthFirst += 1;
  }
  return monthFirst > dayFirst ? 'mdy' : 'dmy';
}
