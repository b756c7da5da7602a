import { emailKey } from '@/lib/email-key';
import type { ModelWorld } from './filter-model-types';
import type { ResolvedCondition } from './resolve-filter';

export function textHolds(operator: string, own: string | null, value: unknown): boolean {
  const mine = own?.toLowerCase();
  const theirs = typeof value === 'string' ? value.toLowerCase() : '';
  const among = Array.isArray(value) && value.some((one) => String(one).toLowerCase() === mine);
  switch (operator) {
    case 'is':
      return mine === theirs;
    case 'is_not':
      return mine !== theirs;
    case 'contains':
      return mine !== undefined && mine.includes(theirs);
    case 'not_contains':
      return mine === undefined || !mine.includes(theirs);
    case 'begins_with':
      return mine !== undefined && mine.startsWith(theirs);
    case 'ends_with':
      return mine !== undefined && mine.endsWith(theirs);
    case 'one_of':
      return mine !== undefined && among;
    case 'none_of':
      return !among;
    default:
      throw new Error(`no reading of ${operator}`);
  }
}

/** An address is another one's where their normal form is; everything else is text. */
export function addressHolds(operator: string, own: string | null, value: unknown): boolean {
  const same = (one: string): boolean =>
    emailKey(one) === null
      ? one.toLowerCase() === own?.toLowerCase()
      : own !== null && emailKey(one) === emailKey(own);
  const theirs = Array.isArray(value) ? value.map(String) : [String(value)];
  switch (operator) {
    case 'is':
    case 'one_of':
      return theirs.some(same);
    case 'is_not':
    case 'none_of':
      return !theirs.some(same);
    default:
      return textHolds(operator, own, value);
  }
}

const dayMs = 86_400_000;
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
function spanAway(day: string, count: number, unit: string): string {
  if (unit !== 'months') return dayAfter(day, unit === 'weeks' ? 7 * count : count);
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  for (let last = d; ; last -= 1) {
    const then = new Date(Date.UTC(y, m - 1 + count, last));
    if (then.getUTCDate() === last) return then.toISOString().slice(0, 10);
  }
}

export function dateHolds(
  { field, operator, value, unit }: ResolvedCondition,
  own: Date | null,
  world: ModelWorld,
): boolean {
  if (own === null) return operator.name === 'not_in_last';
  const start = (day: string): number =>
    field.type === 'date' ? Date.parse(`${day}T00:00:00Z`) : world.zoneStart(day).getTime();
  const at = own.getTime();
  const within = (from: string, to: string): boolean => at >= start(from) && at < start(dayAfter(to, 1));
  const { today } = world;
  switch (operator.name) {
    case 'in_last':
      return within(spanAway(today, -Number(value), unit), today);
    case 'not_in_last':
      return !within(spanAway(today, -Number(value), unit), today);
    case 'more_than_ago':
      return at < start(spanAway(today, -Number(value), unit));
    case 'in_next':
      return within(today, spanAway(today, Number(value), unit));
    case 'between':
      return within(String((value as string[])[0]), String((value as string[])[1]));
    case 'on':
      return within(String(value), String(value));
    case 'before':
      return at < start(String(value));
    case 'after':
      return at >= start(dayAfter(String(value), 1));
    case 'anniversary_month':
      return own.toISOString().slice(5, 7) === today.slice(5, 7);
    case 'anniversary_next':
      return Array.from({ length: Number(value) + 1 }, (_, n) => dayAfter(today, n)).some((day) =>
        isAnniversary(own, day),
      );
    default:
      throw new Error(`no reading of ${operator.name}`);
  }
}

function isAnniversary(born: Date, day: string): boolean {
  const own = born.toISOString().slice(5, 10);
  if (own === day.slice(5)) return true;
  const leap =
    !Number.isNaN(Date.parse(`${day.slice(0, 4)}-02-29T00:00:00Z`)) &&
    new Date(`${day.slice(0, 4)}-02-29T00:00:00Z`).getUTCDate() === 29;
  return own === '02-29' && day.slice(5) === '02-28' && !leap;
}

export function compares(operator: string, n: number, value: unknown): boolean {
  const [low, high] = Array.isArray(value)
    ? [Number(value[0]), Number(value[1])]
    : [Number(value), Number(value)];
  switch (operator) {
    case 'eq':
      return n === low;
    case 'ne':
      return n !== low;
    case 'gte':
      return n >= low;
    case 'lte':
      return n <= low;
    case 'gt':
      return n > low;
    case 'lt':
      return n < low;
    case 'between':
      return n >= low && n <= high;
    default:
      throw new Error(`no reading of ${operator}`);
  }
}
