import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../engine/load-engine';
import { createBook, deleteBook, findBook, listBooks, type Book } from '../engine/books';
import { startRemoval } from '../engine/bulk-removals';
import { listActivities, listClicks, listOpens } from '../engine/campaigns/activity-pages';
import { createCampaign, findCampaign } from '../engine/campaigns/campaign';
import { interactions, type InteractionKind } from '../engine/campaigns/interactions';
import { sendCampaign } from '../engine/campaigns/send-campaign';
import { summarise } from '../engine/campaigns/summarise';
import {
  listBookContacts,
  listBookSuppressions,
  listModifiedContacts,
  listModifiedInBook,
  listSuppressions,
} from '../engine/contact-pages';
import {
  binContact,
  contactStatuses,
  emptyRecycleBin,
  findByEmail,
  isSuppressed,
  type Contact,
} from '../engine/contacts';
import { playDueEvents } from '../engine/events';
import { Failure } from '../engine/failure';
import { foundWorld } from '../engine/found-world';
import { createFileImport, ImportUpload } from '../engine/imports/create-import';
import { listImports } from '../engine/imports/import-record';
import { removeMember, saveInBook } from '../engine/members';
import { resubscribe, suppressContact, unsubscribe, unsubscribeFromBook } from '../engine/suppression';
import { startImportV3 } from '../engine/v3/import';
import { openWorld, type World } from '../engine/world';

const account = 40_917;
const emails = Array.from({ length: 9 }, (_, i) => `person${i}@laws.example`);
const everything = { select: 1_000_000, skip: 0 };
const content = {
  subject: 'S',
  fromName: 'N',
  htmlContent: '<a href="https://x.example/a">a</a> $UNSUB$',
  plainTextContent: '$UNSUB$',
};

interface Step {
  kind: (typeof kinds)[number];
  a: number;
  b: number;
  rows: number[];
  seconds: number;
}

const kinds = [
  'save',
  'remove',
  'bulkRemove',
  'unsubscribe',
  'unsubscribeBook',
  'suppress',
  'resubscribe',
  'resubscribeBook',
  'bin',
  'emptyBin',
  'import',
  'importV3',
  'newBook',
  'deleteBook',
  'campaign',
  'interact',
  'wait',
  'wait',
] as const;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(50),
  b: fc.nat(50),
  rows: fc.array(fc.nat(14), { maxLength: 12 }),
  seconds: fc.integer({ min: 0, max: 90 }),
});

/** Runs one step; what the service refuses is refused, and counts as having happened. */
function take(world: World, { kind, a, b, rows, seconds }: Step): void {
  const books = listBooks(world, account, everything).filter((book) => book.kind === 'book');
  const book = books[b % Math.max(1, books.length)];
  const email = emails[a % emails.length] ?? '';
  const contact = findByEmail(world, account, email);
  const act: Record<Step['kind'], () => unknown> = {
    save: () =>
      book && saveInBook(world, book, { email, dataFields: [{ key: 'FIRSTNAME', value: `N${b}` }] }),
    remove: () => book && contact && removeMember(world, book.id, contact.id),
    bulkRemove: () =>
      book &&
      startRemoval(world, account, {
        book: book.id,
        contacts: rows.map((n) => findByEmail(world, account, emails[n % emails.length] ?? '')?.id ?? 1),
      }),
    unsubscribe: () => unsubscribe(world, account, email),
    unsubscribeBook: () => book && unsubscribeFromBook(world, account, book.id, email),
    suppress: () =>
      contact &&
      suppressContact(world, contact, contactStatuses.filter(isSuppressed)[b % 11] ?? 'Suppressed'),
    resubscribe: () => resubscribe(world, account, { contact: { email }, challenge: b % 2 === 0 }),
    resubscribeBook: () =>
      book && resubscribe(world, account, { contact: { email }, challenge: b % 2 === 0, book: book.id }),
    bin: () => contact && binContact(world, contact),
    emptyBin: () => emptyRecycleBin(world, account),
    import: () => importFile(world, book, rows),
    importV3: () =>
      startImportV3(
        world,
        account,
        rows.map((n) => ({
          matchIdentifier: 'email',
          identifiers: { email: rowEmail(n) },
          ...(book ? { lists: [book.id] } : {}),
        })),
        'overwrite',
        undefined,
      ),
    newBook: () => createBook(world, account, { name: `Book ${a % 5}` }),
    deleteBook: () => book && deleteBook(world, account, book.id),
    campaign: () =>
      book &&
      sendCampaign(world, account, {
        campaignId: createCampaign(world, account, { name: `C${a}`, ...content }).id,
        addressBookIds: [book.id],
        contactIds: [],
        sendDate: null,
        splitTestOptions: null,
      }),
    interact: () => interact(world, a, b),
    wait: () => undefined,
  };
  try {
    world.store.transaction(act[kind]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  world.clock.advance(kind === 'wait' ? seconds * 1000 : (seconds % 3) * 100);
  playDueEvents(world, world.clock.now());
}

const rowEmail = (n: number): string =>
  n >= 12 ? 'no address' : n >= 10 ? `NEW${n}@laws.example` : (emails[n % emails.length] ?? '');

function importFile(world: World, book: Book | undefined, rows: number[]): void {
  const upload = new ImportUpload(world);
  upload.fileName = 'rows.csv';
  upload.push(Buffer.from(['Email,FIRSTNAME', ...rows.map((n, i) => `${rowEmail(n)},Row${i}`)].join('\n')));
  upload.end();
  createFileImport(world, account, { books: book ? [book.id] : [], mergeOption: 'Overwrite', upload });
}

function interact(world: World, a: number, b: number): void {
  const recipients = world.store.rows<{ campaign: number; contact: number }>(
    'SELECT campaign, contact FROM recipients ORDER BY campaign, contact',
  );
  const who = recipients[a % Math.max(1, recipients.length)];
  const names = Object.keys(interactions) as InteractionKind[];
  if (who) interactions[names[b % names.length] ?? 'open'](world, who);
}

function freshWorld(): World {
  let real = Date.UTC(2026, 2, 1);
  const world = openWorld({ seed: 1, realTime: () => real });
  foundWorld(world);
  world.clock.setSpeed(0);
  world.changeSettings({ pace: 3600, watchdog: { enabled: false } });
  createBook(world, account, { name: 'First' });
  real += 1;
  return world;
}

const contactsOf = (world: World): Contact[] =>
  world.store.rows<Contact>('SELECT * FROM contacts WHERE account = ? ORDER BY id', account);
const ids = (rows: { id: number }[]): number[] => rows.map(({ id }) => id);

/** The count of a book is the number of its members, once its imports have ended. */
function checkCounts(world: World): void {
  const importing = new Set(
    listImports(world, account)
      .filter(({ active }) => active)
      .flatMap(({ books }) => books),
  );
  for (const book of listBooks(world, account, everything)) {
    if (!importing.has(book.id))
      expect([book.name, book.contacts]).toEqual([
        book.name,
        listBookContacts(world, book, everything).length,
      ]);
  }
}

/** The counters of an import that ended add up to its rows. */
function checkImports(world: World): void {
  for (const record of listImports(world, account)) {
    if (record.status !== 'Finished') continue;
    const sum =
      record.kind === 'v3'
        ? world.store.number('SELECT count(*) AS n FROM importResults WHERE import = ?', record.id)
        : Object.values(record.counters).reduce((total, count) => total + count, 0);
    expect(['rows', sum]).toEqual(['rows', record.totalRows]);
  }
}

/** The summary of a campaign is the sum of its activities, and those are its opens and clicks. */
function checkSummaries(world: World): void {
  for (const { id } of world.store.rows<{ id: number }>('SELECT id FROM campaigns')) {
    const campaign = findCampaign(world, account, id);
    if (!campaign) continue;
    const rows = listActivities(world, id, {}, everything);
    const { total } = summarise(world, campaign);
    const sum = (read: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((so, row) => so + read(row), 0);
    expect([
      total.sent,
      total.opens,
      total.clicks,
      total.unsubscribes,
      total.hardBounces,
      total.softBounces,
      total.replies,
    ]).toEqual([
      rows.length,
      sum((row) => row.opens),
      sum((row) => row.clicks),
      sum((row) => row.unsubscribed),
      sum((row) => row.hardBounced),
      sum((row) => row.softBounced),
      sum((row) => row.replies),
    ]);
    expect(listOpens(world, id, {}, everything)).toHaveLength(total.opens);
    expect(listClicks(world, id, {}, everything)).toHaveLength(total.clicks);
  }
}

/** Nobody who is suppressed or in the recycle bin is in a book, nor one whom the book has let go. */
function checkSuppressed(world: World): void {
  expect(
    world.store.rows(
      "SELECT c.email, c.status FROM members m JOIN contacts c ON c.id = m.contact WHERE c.binned = 1 OR c.status NOT IN ('Subscribed', 'PendingOptIn')",
    ),
  ).toEqual([]);
  expect(
    world.store.rows(
      'SELECT m.book, m.contact FROM members m JOIN bookSuppressions s ON s.book = m.book AND s.contact = m.contact',
    ),
  ).toEqual([]);
  for (const contact of contactsOf(world))
    expect([contact.email, contact.removed !== null]).toEqual([contact.email, isSuppressed(contact.status)]);
}

const checks = [checkCounts, checkImports, checkSummaries, checkSuppressed];

describe('laws over any sequence of operations', () => {
  it('after every step counts equal members, import counters add up, summaries equal activities, and nobody suppressed is in a book', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const world = freshWorld();
        for (const one of steps) {
          take(world, one);
          for (const check of checks) check(world);
        }
        world.clock.advance(10 * 24 * 3600_000);
        playDueEvents(world, world.clock.now());
        for (const check of checks) check(world);
        world.close();
      }),
      { seed: 20_26, numRuns: 80 },
    );
  });

  it('suppressed-since, unsubscribed-since and modified-since lose nothing and invent nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
        const world = freshWorld();
        const seen: { at: number; state: Map<number, string> }[] = [];
        for (const one of steps) {
          seen.push({ at: world.clock.now(), state: stateOf(world) });
          world.clock.advance(1);
          take(world, one);
        }
        const now = stateOf(world);
        for (const { at, state } of seen) {
          const inWindow = new Set(ids(listModifiedContacts(world, account, at + 1, everything)));
          const contacts = contactsOf(world);
          // Lost nothing: whoever looks different from then and is still there is in the window.
          for (const { id, binned } of contacts)
            if (binned === 0 && now.get(id) !== state.get(id))
              expect([at, id, inWindow.has(id)]).toEqual([at, id, true]);
          // Invented nothing: the window is made of those whose own date says so.
          expect([...inWindow]).toEqual(
            ids(contacts.filter(({ binned, modified }) => binned === 0 && modified > at)),
          );
          expect(ids(listSuppressions(world, account, at + 1, undefined, everything))).toEqual(
            ids(contacts.filter(({ removed }) => (removed ?? -1) > at)),
          );
          expect(ids(listSuppressions(world, account, at + 1, 'Unsubscribed', everything))).toEqual(
            ids(contacts.filter(({ removed, status }) => (removed ?? -1) > at && status === 'Unsubscribed')),
          );
        }
        world.close();
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('pages of any size put together are the whole, whatever was paged before', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 10, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 4 }),
        (steps, sizes) => {
          const world = freshWorld();
          for (const one of steps) {
            take(world, one);
            for (const size of sizes) {
              for (const book of listBooks(world, account, everything)) {
                const readers = [
                  (page: typeof everything) => listBookContacts(world, book, page),
                  (page: typeof everything) => listModifiedInBook(world, book, 0, page),
                  (page: typeof everything) => listBookSuppressions(world, book.id, 0, page),
                ];
                for (const read of readers) {
                  const whole = ids(read(everything));
                  const paged: number[] = [];
                  for (let skip = 0; ; skip += size) {
                    const page = read({ select: size, skip });
                    if (page.length === 0) break;
                    paged.push(...ids(page));
                  }
                  expect(paged).toEqual(whole);
                }
              }
            }
          }
          world.close();
        },
      ),
      { seed: 13, numRuns: 12 },
    );
  });

  it('the same seed and the same steps give the same history', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
        const [one, other] = [freshWorld(), freshWorld()];
        for (const step_ of steps) {
          take(one, step_);
          take(other, step_);
        }
        for (const table of [
          'contacts',
          'members',
          'bookSuppressions',
          'imports',
          'recipients',
          'opens',
          'clicks',
          'events',
          'challenges',
        ]) {
          expect(one.store.rows(`SELECT * FROM ${table}`)).toEqual(
            other.store.rows(`SELECT * FROM ${table}`),
          );
        }
        one.close();
        other.close();
      }),
      { seed: 17, numRuns: 25 },
    );
  });
});

/** What a reader of contacts can see of each, books included. */
function stateOf(world: World): Map<number, string> {
  const rows = world.store.rows<{ id: number; seen: string }>(
    `SELECT c.id, c.email || c.status || c.data || coalesce((SELECT group_concat(m.book) FROM members m WHERE m.contact = c.id), '') AS seen FROM contacts c WHERE c.binned = 0 AND c.account = ?`,
    account,
  );
  return new Map(rows.map(({ id, seen }) => [id, seen]));
}

it('a book that is gone is found no more', () => {
  const world = freshWorld();
  const book = createBook(world, account, { name: 'Gone' });
  deleteBook(world, account, book.id);
  expect(findBook(world, account, book.id)).toBeUndefined();
  world.close();
});
