const numbers = new Intl.NumberFormat('en-GB');

export const count = (n: number): string => numbers.format(n);

/** `1 contact`, `2 contacts`. */
export const many = (n: number, one: string, more = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : more}`;

export const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const clockFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** By the sandbox's clock, UTC; the day is left out when it is the sandbox's own. */
export function moment(time: number, now?: number): string {
  const day = dayFormat.format(time);
  const clock = clockFormat.format(time);
  return now !== undefined && dayFormat.format(now) === day ? clock : `${day}, ${clock}`;
}

export function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (milliseconds < 60_000) return many(Math.max(1, Math.round(milliseconds / 1000)), 'second');
  if (minutes < 120) return many(minutes, 'minute');
  return minutes < 48 * 60 ? many(Math.round(minutes / 60), 'hour') : many(Math.round(minutes / 1440), 'day');
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `HardBounced` as people say it. */
export const spaced = (word: string): string =>
  word.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
