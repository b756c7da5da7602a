import type { Page } from '../dotdigital';
import { AppError } from '../errors';

/** Rows read again at each border: those that come and go while a list is read would else be missed. */
export const pageOverlap = 100;

/** Names of the last rows that stand in a cursor: enough to know them again. */
const tailLength = 20;
const pageLength = 1_000;
const maxGaps = 100;

type Reading<Row> = {
  open: (options: { skip: number; overlap: number }) => AsyncIterable<Page<Row>>;
  /** What makes a row that row; those set aside have none. */
  identity: (row: Row) => string;
  start: { skip: number; tail: readonly string[] };
};

export type ReadPage<Row> = Page<Row> & { tail: string[] };

/**
 * Pages of a list that changes while it is read. Each page must share a row with the one before it; where none is shared, rows
 * before the border have gone and as many were jumped over, so it steps back until one is known again. Rows may come twice: storing
 * them is harmless. The same check catches an empty page where there are more rows.
 */
export async function* readShiftingPages<Row>({
  open,
  identity,
  start,
}: Reading<Row>): AsyncGenerator<ReadPage<Row>> {
  let known = new Set(start.tail);
  let skip = start.skip;
  let stepsBack = 0;
  let gaps = 0;
  let last: ReadPage<Row> | null = null;
  for (;;) {
    let gapAt: number | null = null;
    for await (const page of open({ skip, overlap: pageOverlap })) {
      const names = page.rows.map(identity);
      // A page in which no row could be read says nothing about its neighbours.
      const expectsKnown =
        known.size > 0 && page.skip > 0 && !(names.length === 0 && page.refused.length > 0);
      const isEnd = page.nextSkip === null;
      if (
        expectsKnown &&
        !names.some((name) => known.has(name)) &&
        !(isEnd && endIsPlausible(last, page.skip))
      ) {
        gapAt = page.skip;
        break;
      }
      if (isEnd) {
        yield { ...page, tail: last?.tail ?? [...start.tail] };
        return;
      }
      if (names.length > 0) known = new Set(names);
      stepsBack = 0;
      last = { ...page, tail: names.slice(-tailLength) };
      yield last;
    }
    if (gapAt === null) return;
    // First the same page once more: it may have been an answer that was wrong only once.
    skip = Math.max(0, gapAt - pageLength * stepsBack);
    stepsBack += 1;
    gaps += 1;
    if (gaps > maxGaps) throw listKeepsChanging();
  }
}

/** The end follows a page that was small enough to be asked for past its last row. */
const endIsPlausible = <Row>(last: ReadPage<Row> | null, skip: number): boolean =>
  last !== null && last.skip + last.rows.length + last.refused.length <= skip;

const listKeepsChanging = (): AppError =>
  new AppError('outside_failed', 'the list shifted under every page', {
    userMessage:
      'Dotdigital’s list kept changing while it was read, so it could not be read without gaps. The next run tries again by itself.',
  });
