import { createBook, findBook, type Book } from './books';
import { findDataField } from './data-fields';
import { playEvent, scheduleEvent } from './events';
import { notFound, refuse } from './failure';
import type { World } from './world';

/** Whoever is subscribed and fits; a field compared by its text. */
export interface SegmentRule {
  field?: string;
  equals?: string;
  book?: number;
}

export function listSegments(world: World, account: number, page: { select: number; skip: number }): Book[] {
  return world.store.rows<Book>(
    "SELECT * FROM books WHERE account = ? AND kind = 'segment' ORDER BY id LIMIT ? OFFSET ?",
    account,
    page.select,
    page.skip,
  );
}

export function createSegment(world: World, account: number, name: string, rule: SegmentRule): Book {
  const { id } = createBook(world, account, { name }, 'segment');
  world.store.run('UPDATE books SET rule = ? WHERE id = ?', JSON.stringify(rule), id);
  return fillSegment(world, getSegment(world, account, id));
}

export function getSegment(world: World, account: number, id: number): Book {
  const segment = findBook(world, account, id);
  if (segment?.kind !== 'segment') throw notFound('ERROR_SEGMENT_NOT_FOUND');
  return segment;
}

export type RefreshStatus = 'NotStarted' | 'NotFinished' | 'Finished' | 'Failed';

export function refreshSegment(world: World, account: number, id: number): RefreshStatus {
  const segment = getSegment(world, account, id);
  if (readRefresh(world, segment.id) === 'NotFinished')
    throw refuse('ERROR_ADDRESSBOOK_IN_USE', 'The segment is being refreshed.');
  world.store.run(
    'INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, ?, ?, ?, ?)',
    world.nextGuid(),
    account,
    `segment ${id}`,
    'NotFinished',
    world.now(),
    '{}',
  );
  scheduleEvent(world, world.now() + world.settings.segmentSeconds * 1000, 'segment.refresh', {
    account,
    id,
  });
  return 'NotFinished';
}

export function readRefresh(world: World, id: number): RefreshStatus {
  const job = world.store.row<{ status: RefreshStatus }>(
    'SELECT status FROM jobs WHERE kind = ? ORDER BY created DESC, status LIMIT 1',
    `segment ${id}`,
  );
  return job?.status ?? 'NotStarted';
}

playEvent<{ account: number; id: number }>('segment.refresh', (world, { account, id }) => {
  const segment = findBook(world, account, id);
  if (segment?.kind === 'segment') fillSegment(world, segment);
  world.store.run("UPDATE jobs SET status = 'Finished' WHERE kind = ?", `segment ${id}`);
});

const fieldOf = (world: World, account: number, name = ''): string =>
  findDataField(world, account, name)?.name ?? name.toUpperCase();

function fillSegment(world: World, segment: Book): Book {
  const rule = JSON.parse(segment.rule ?? '{}') as SegmentRule;
  world.store.run('DELETE FROM members WHERE book = ?', segment.id);
  world.store.run(
    `INSERT INTO members (book, contact, added) SELECT ?, c.id, ? FROM contacts c WHERE c.account = ? AND c.binned = 0 AND c.status = 'Subscribed'
       AND (? IS NULL OR json_extract(c.data, ?) = ?) AND (? IS NULL OR EXISTS (SELECT 1 FROM members m WHERE m.book = ? AND m.contact = c.id))`,
    segment.id,
    world.now(),
    segment.account,
    rule.field ?? null,
    `$."${fieldOf(world, segment.account, rule.field)}"`,
    rule.equals ?? null,
    rule.book ?? null,
    rule.book ?? null,
  );
  world.store.run(
    'UPDATE books SET contacts = (SELECT count(*) FROM members WHERE book = ?1), counted = 1 WHERE id = ?1',
    segment.id,
  );
  return getSegment(world, segment.account, segment.id);
}
