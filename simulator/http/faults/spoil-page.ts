import { hashText, randomStream, shuffle } from '../../engine/random';
import { timeOf } from '../row-time';
import type { Answer, Page } from '../route';
import { numberArg } from './effects';
import { listIn } from './list-in';
import type { Strikes } from './strikes';

type Rows = unknown[];

/** A page of a list, and the ways to the rest of the list. */
export interface AskedPage {
  /** Where pages are counted; else the list comes whole or by a cursor. */
  page: Page | undefined;
  read(page: Page): Answer;
  /** The page after that cursor, the first one without. */
  readFrom(cursor: 'marker' | 'checkPoint', value: string | undefined): Answer;
  now: number;
}

type Args = Record<string, unknown>;
type Spoil = (rows: Rows, args: Args, list: WholeList) => Rows;

/** A list arrives other than it is. */
const spoilers: Record<string, Spoil> = {
  'empty-list': () => [],
  'short-page': (rows, args) =>
    rows.slice(0, Math.max(1, Math.floor(rows.length * numberArg(args, 'share', 0.5)))),
  'unstable-order': (rows) => inAnotherOrder(rows),
  // The last rows of the page before stand at the head of this one.
  'duplicate-rows': (rows, args, list) => {
    const count = Math.min(list.start, numberArg(args, 'count', 1));
    return count === 0 ? rows : [...list.around(-count).slice(0, count), ...rows].slice(0, list.size);
  },
  // As if rows before this page had been deleted (some are passed over) or inserted (some come again) since the last one.
  'page-shift': (_rows, args, list) =>
    list.around((args.deleted === true ? 1 : -1) * numberArg(args, 'count', 1)),
  // The newest rows are not there yet; once the rule ends they are, with a date that is past by then.
  'late-rows': (_rows, args, list) => {
    const since = list.now - numberArg(args, 'seconds', 1800) * 1000;
    return list.without((row) => isLate(row, since, numberArg(args, 'share', 1)));
  },
};

export const pageKinds = Object.keys(spoilers);

export function spoilPage(strikes: Strikes, answer: Answer, asked: AskedPage): Answer {
  let spoilt = answer;
  for (const injection of strikes.all(pageKinds)) {
    const found = listIn(spoilt.body);
    const spoil = spoilers[injection.kind];
    if (!found || !spoil) continue;
    const rows = spoil(found.rows, injection.args, new WholeList(found.rows, answer, asked));
    if (JSON.stringify(rows) === JSON.stringify(found.rows)) continue;
    strikes.hit(injection);
    spoilt = { ...spoilt, body: found.withRows(rows) };
  }
  return spoilt;
}

/** Of few rows the chance order is now and then the order they had: then the first goes to the end. */
export function inAnotherOrder(rows: Rows): Rows {
  const mixed = shuffle(randomStream(hashText(JSON.stringify(rows))), rows);
  return JSON.stringify(mixed) === JSON.stringify(rows) ? [...rows.slice(1), ...rows.slice(0, 1)] : mixed;
}

function isLate(row: unknown, since: number, share: number): boolean {
  const time = timeOf(row);
  return (
    time !== undefined && time >= since && (Math.abs(hashText(JSON.stringify(row))) % 1000) / 1000 < share
  );
}

const chunk = 1000;

/** The list that a page is part of, read only as far as a fault asks. */
class WholeList {
  readonly now: number;
  readonly #rows: Rows;
  readonly #answer: Answer;
  readonly #asked: AskedPage;
  #walked: Rows | undefined;

  constructor(rows: Rows, answer: Answer, asked: AskedPage) {
    this.#rows = rows;
    this.#answer = answer;
    this.#asked = asked;
    this.now = asked.now;
  }

  /** How many rows a page has at most. */
  get size(): number {
    return this.#asked.page?.select ?? this.#rows.length;
  }

  /** How many rows stand before this page. */
  get start(): number {
    if (this.#asked.page) return this.#asked.page.skip;
    const first = JSON.stringify(this.#rows[0]);
    return this.#rows.length === 0 ? 0 : this.#walk().findIndex((row) => JSON.stringify(row) === first);
  }

  /** The page as it would be that many rows later, or earlier. */
  around(shift: number): Rows {
    const from = Math.max(0, this.start + shift);
    const { page, read } = this.#asked;
    return page
      ? rowsOf(read({ select: page.select, skip: from }))
      : this.#walk().slice(from, from + this.size);
  }

  /** The page as it would be if some rows were not in the list. */
  without(isGone: (row: unknown) => boolean): Rows {
    const { page, read } = this.#asked;
    if (!page) return this.#rows.filter((row) => !isGone(row));
    const kept: Rows = [];
    for (let skip = 0; kept.length < page.skip + page.select; skip += chunk) {
      const part = rowsOf(read({ select: chunk, skip }));
      kept.push(...part.filter((row) => !isGone(row)));
      if (part.length < chunk) break;
    }
    return kept.slice(page.skip, page.skip + page.select);
  }

  #walk(): Rows {
    const cursor = listIn(this.#answer.body)?.cursor;
    if (!cursor) return this.#rows;
    if (this.#walked) return this.#walked;
    const walked: Rows = [];
    let after: string | undefined;
    do {
      const part = listIn(this.#asked.readFrom(cursor, after).body);
      walked.push(...(part?.rows ?? []));
      after = part?.next;
    } while (after !== undefined);
    this.#walked = walked;
    return walked;
  }
}

const rowsOf = ({ body }: Answer): Rows => listIn(body)?.rows ?? [];
