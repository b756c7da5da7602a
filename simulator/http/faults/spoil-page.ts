import { hashText, randomStream, shuffle } from '../../engine/random';
import type { Answer, Page } from '../route';
import { numberArg } from './effects';
import type { Injection } from './rule';

type Rows = unknown[];
type Spoil = (
  rows: Rows,
  args: Record<string, unknown>,
  page: Page,
  read: (page: Page) => Rows,
  now: number,
) => Rows;

/** A list arrives other than it is. */
const spoilers: Record<string, Spoil> = {
  'empty-list': () => [],
  'short-page': (rows, args) =>
    rows.slice(0, Math.max(1, Math.floor(rows.length * numberArg(args, 'share', 0.5)))),
  'unstable-order': (rows) => shuffle(randomStream(hashText(JSON.stringify(rows))), rows),
  // The last rows of the page before stand at the head of this one.
  'duplicate-rows': (rows, args, page, read) => {
    const count = Math.min(numberArg(args, 'count', 1), page.skip);
    return count === 0
      ? rows
      : [...read({ select: count, skip: page.skip - count }), ...rows].slice(0, page.select);
  },
  // As if rows before this page had been deleted (some are passed over) or inserted (some come again) since the last one.
  'page-shift': (_rows, args, page, read) =>
    read({
      select: page.select,
      skip: Math.max(0, page.skip + (args.deleted === true ? 1 : -1) * numberArg(args, 'count', 1)),
    }),
  // The newest rows are not there yet; once the rule ends they are, with a date that is past by then.
  'late-rows': (rows, args, _page, _read, now) =>
    rows.filter(
      (row) => !isLate(row, now - numberArg(args, 'seconds', 1800) * 1000, numberArg(args, 'share', 1)),
    ),
};

export const pageKinds = Object.keys(spoilers);

export function spoilPage(
  injections: Injection[],
  answer: Answer,
  page: Page,
  read: (page: Page) => Answer,
  now: number,
): Answer {
  if (!Array.isArray(answer.body)) return answer;
  let rows: Rows = answer.body;
  const reread = (other: Page): Rows => {
    const { body } = read(other);
    return Array.isArray(body) ? body : [];
  };
  for (const { kind, args } of injections) rows = spoilers[kind]?.(rows, args, page, reread, now) ?? rows;
  return { ...answer, body: rows };
}

function isLate(row: unknown, since: number, share: number): boolean {
  if (!row || typeof row !== 'object') return false;
  const dates = Object.entries(row).filter(([key, value]) => /^date/i.test(key) && typeof value === 'string');
  const newest = Math.max(...dates.map(([, value]) => Date.parse(String(value))));
  return newest >= since && (Math.abs(hashText(JSON.stringify(row))) % 1000) / 1000 < share;
}
