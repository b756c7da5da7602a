/** Numbers follow the person's locale; dates stay in the words of the product (English, day first, 24 hours). */
export type TimeValue = Date | string | number;

const DATE_LOCALE = 'en-GB';
const DAY_MS = 86_400_000;
/** Kept of each kind. */
const maxFormats = 500;
const THIN = '\u00a0';

const toDate = (at: TimeValue): Date => (at instanceof Date ? at : new Date(at));

export function formatNumber(
  value: number,
  locale = 'en-GB',
  options: Intl.NumberFormatOptions = {},
): string {
  return numbersIn(locale, options).format(value).replace('-', '−');
}

/** A format costs a hundred times what it formats, and a grid asks for the same one in every row. */
function keptFormats<Options, Format>(make: (where: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (where: string, options: Options): Format => {
    const key = `${where} ${JSON.stringify(options)}`;
    const known = formats.get(key);
    if (known) return known;
    // Locale and zone are the visitor's words: not every spelling of them may stay.
    if (formats.size >= maxFormats) formats.clear();
    const made = make(where, options);
    formats.set(key, made);
    return made;
  };
}

const numbersIn = keptFormats(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const timesIn = keptFormats(
  (timeZone, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(DATE_LOCALE, { timeZone, hourCycle: 'h23', ...options }),
);

/** Axis labels: 1.2k, 3.4m. */
export function formatCompact(value: number, locale = 'en-GB'): string {
  return numbersIn(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value).toLowerCase();
}

/** A change: +412, −37, 0. */
export function formatChange(
  value: number,
  locale = 'en-GB',
  options: Intl.NumberFormatOptions = {},
): string {
  return formatNumber(value, locale, { signDisplay: 'exceptZero', ...options });
}

/**
 * `38.2 %` of counts, `50.0 %` too: shares stand below one another. Small ones keep two digits (`0.15 %`), a part of nothing is a dash, and only all
 * is 100 %.
 */
export function formatPercent(part: number, whole: number, locale = 'en-GB'): string {
  if (whole <= 0) return '–';
  const share = (part / whole) * 100;
  const digits = share !== 0 && (Math.abs(share) < 1 || (share > 99.9 && share < 100)) ? 2 : 1;
  const unit = 10 ** digits;
  const shown = share > 0 && share < 100 ? Math.min(Math.max(share, 1 / unit), 100 - 1 / unit) : share;
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${formatNumber(shown, locale, fixed)}${THIN}%`;
}

/** With the decimals of its currency (none of the yen), whole amounts too: they stand below one another. */
export const formatMoney = (amount: number, currency: string, locale = 'en-GB'): string =>
  numbersIn(locale, { style: 'currency', currency }).format(amount);

const pluralRules = new Intl.PluralRules(DATE_LOCALE);

/** Which of two words goes with a count: "1 list feeds", "2 lists feed". */
export const agree = (count: number, one: string, many: string): string =>
  pluralRules.select(count) === 'one' ? one : many;

/** "1 person", "1,204 people". */
export function plural(count: number, one: string, many = `${one}s`, locale = 'en-GB'): string {
  return `${formatNumber(count, locale)} ${agree(count, one, many)}`;
}

const parts = (at: Date, zone: string, options: Intl.DateTimeFormatOptions): string =>
  timesIn(zone, options).format(at).replaceAll(',', '');

const dayKey = (at: Date, zone: string): string =>
  parts(at, zone, { year: 'numeric', month: '2-digit', day: '2-digit' });

const yearOf = (at: Date, zone: string): string => parts(at, zone, { year: 'numeric' });

export const formatClock = (at: TimeValue, zone = 'UTC'): string =>
  parts(toDate(at), zone, { hour: '2-digit', minute: '2-digit' });

/** "2 Nov", with the year when it isn't this one. */
export function formatDay(at: TimeValue, zone = 'UTC', now: TimeValue = Date.now()): string {
  const date = toDate(at);
  const sameYear = yearOf(date, zone) === yearOf(toDate(now), zone);
  return parts(date, zone, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** How far two clocks that should agree may be apart: what has happened can't lie ahead of us by that little. */
const CLOCK_SKEW_MS = 120_000;

/**
 * Under a day relative ("12 min ago", "in 4 min"), then the day with its clock for a week, then the day. `ahead`: something planned, which
 * is due "in a moment" and, once its time has come, "now"; anything else has happened, and is "just now" even where our clock is behind.
 */
export function formatRelativeTime(
  at: TimeValue,
  now: TimeValue = Date.now(),
  zone = 'UTC',
  { ahead = false }: { ahead?: boolean } = {},
): string {
  const date = toDate(at);
  const gap = date.getTime() - toDate(now).getTime();
  const size = Math.abs(gap);
  if (ahead && gap <= 0 && size < DAY_MS) return 'now';
  if (size < 45_000) return ahead ? 'in a moment' : 'just now';
  if (!ahead && gap > 0 && gap <= CLOCK_SKEW_MS) return 'just now';
  if (size < DAY_MS) {
    const text =
      size < 59.5 * 60_000
        ? `${Math.max(1, Math.round(size / 60_000))} min`
        : `${Math.round(size / 3_600_000)} h`;
    return gap < 0 ? `${text} ago` : `in ${text}`;
  }
  if (size < 7 * DAY_MS) return parts(date, zone, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return formatDay(date, zone, now);
}

/** "Thu 19 Nov 2026 18:00:05 Europe/London". */
export function formatExactTime(at: TimeValue, zone = 'UTC'): string {
  const text = parts(toDate(at), zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `${text} ${zone}`;
}

/** "Thu 19 Nov 2026": a day, where only the day was said. */
export const formatExactDay = (at: TimeValue, zone = 'UTC'): string =>
  parts(toDate(at), zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** "2026-11-19", for files. */
export const formatIsoDay = (at: TimeValue, zone = 'UTC'): string =>
  dayKey(toDate(at), zone).split('/').reverse().join('-');

/** "Nov", with the year in January, for an axis of months. */
export function formatMonth(at: TimeValue, zone = 'UTC'): string {
  const date = toDate(at);
  const [, month] = dayKey(date, zone).split('/');
  return parts(date, zone, { month: 'short', ...(month === '01' ? { year: 'numeric' } : {}) });
}

/** "November 2026". */
export const formatExactMonth = (at: TimeValue, zone = 'UTC'): string =>
  parts(toDate(at), zone, { month: 'long', year: 'numeric' });

/** "Thu 19 Nov 18:00", for axes, ledes and feeds; "today" and the clock when it is today. */
export function formatMoment(at: TimeValue, zone = 'UTC', now: TimeValue = Date.now()): string {
  const date = toDate(at);
  if (dayKey(date, zone) === dayKey(toDate(now), zone)) return formatClock(date, zone);
  const sameYear = yearOf(date, zone) === yearOf(toDate(now), zone);
  return parts(date, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "under 0.1 s", "0.4 s", "3.0 s", "12 s", "3 min 5 s", "2 h 10 min", "4 days 3 h". */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 50) return 'under 0.1 s';
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const steps: [number, number, string, string][] = [
    [86_400, 3_600, 'day', 'h'],
    [3_600, 60, 'h', 'min'],
    [60, 1, 'min', 's'],
  ];
  for (const [big, small, bigName, smallName] of steps) {
    if (seconds < big) continue;
    const whole = Math.floor(seconds / big);
    const rest = Math.floor((seconds % big) / small);
    const name = bigName === 'day' && whole !== 1 ? 'days' : bigName;
    return rest > 0 ? `${whole} ${name} ${rest} ${smallName}` : `${whole} ${name}`;
  }
  return `${seconds} s`;
}

export function formatBytes(bytes: number, locale = 'en-GB'): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return plural(bytes, 'byte', 'bytes', locale);
  return `${formatNumber(value, locale, { maximumFractionDigits: value < 10 ? 1 : 0 })}${THIN}${units[unit]}`;
}

/** "Mira Kessler" → "MK". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase();
}

/** "Germany, France and 12 more". */
export function listSome(items: readonly string[], most = 2): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
