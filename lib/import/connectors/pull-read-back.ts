import {
  explainLeavers,
  findUnexplainedLeavers,
  markUnseenMembersGone,
  readHeldPeople,
  storeDifferences,
  storeSeenContacts,
  type Difference,
  type HeldPerson,
} from '../../address-books';
import { noteReadBack, treatWhoLeft } from '../../connections';
import { liveConnection } from '../../connections/live-connection';
import { isSameValue, readPlanMapping } from '../../data-fields';
import type { PlanMappingRow } from '../../data-fields/schemas';
import type { Tx } from '../../db';
import { isSendable, type WireContact } from '../../dotdigital';
import { emailKey } from '../../email-key';
import type { BookToReadBack } from '../books-to-read-back';
import { store, type Pass } from '../pass';
import { pullScope } from '../pull-scope';
import { hasAnyone, sentMarginMs, storeContacts } from './pull-contacts';

/** What one pass reads of a large book; the rest comes with the next ones. */
const maxPages = 100;
/** Those who left are looked for one by one, so many in a pass. */
const maxLookedFor = 500;

/**
 * The whole of a connected book with its values, compared page by page with what it is known to hold: who is missing without a wave or a
 * wish of theirs, and whose values somebody changed there. What comes of it is judged by the export (decision 51).
 */
export async function pullReadBack(pass: Pass, book: BookToReadBack): Promise<void> {
  const { prisma } = pass.ctx.db;
  const mapping = await readPlanMapping(prisma, pass.integrationId, book.entity);
  const anyone = await prisma.bookMember.findFirst({ where: { addressBookId: book.id, present: true } });
  await pullScope<WireContact>(pass, {
    connector: 'read_back',
    scopeId: String(book.dotdigitalId),
    countAs: 'readBack',
    readEverything: true,
    maxPages,
    open: (_, options) => pass.client.bookContacts(book.dotdigitalId, { ...options, withFullData: true }),
    identity: ({ id }) => String(id),
    store: async (tx, rows, read) => {
      const changedCount = await storeContacts(pass, tx, book, rows, read);
      return changedCount + (await compareValues(tx, book, mapping, rows, read.startedAt));
    },
    confirmEnd: async (_, readCount) => readCount > 0 || anyone === null || !(await hasAnyone(pass, book)),
    finish: async (tx, { startedAt }) => {
      const keepSentSince = new Date(startedAt.getTime() - sentMarginMs);
      const gone = await markUnseenMembersGone(tx, {
        addressBookId: book.id,
        readStartedAt: startedAt,
        keepSentSince,
      });
      await noteReadBack(tx, { connectionId: book.connectionId, readAt: startedAt });
      return gone;
    },
  });
}

async function compareValues(
  tx: Tx,
  { id: addressBookId }: BookToReadBack,
  mapping: readonly PlanMappingRow[],
  rows: readonly WireContact[],
  startedAt: Date,
): Promise<number> {
  const listed = new Map(rows.flatMap((row) => toPair(row)));
  const people = await readHeldPeople(tx, {
    addressBookId,
    emailKeys: [...listed.keys()],
    sentBefore: new Date(startedAt.getTime() - sentMarginMs),
  });
  return storeDifferences(tx, {
    addressBookId,
    people: people.map((person) => ({
      key: person.emailKey,
      differs: differencesOf(person, listed.get(person.emailKey) ?? {}, mapping),
    })),
  });
}

type Listed = NonNullable<WireContact['dataFields']>;

function toPair({ email, dataFields }: WireContact): [string, Listed][] {
  const key = emailKey(email);
  return key === null || dataFields === null ? [] : [[key, dataFields]];
}

/** Values that go both ways are not compared: what changed there comes in. One that only fills is held by whoever had one. */
function differencesOf(
  { values }: HeldPerson,
  listed: Listed,
  mapping: readonly PlanMappingRow[],
): Record<string, Difference> | null {
  const differs: Record<string, Difference> = {};
  for (const { name, type, twoWay } of mapping) {
    const held = values[name];
    if (twoWay || typeof held !== 'string') continue;
    const there = listed[name.toUpperCase()];
    if (!isSameValue(type, held, there))
      differs[name] = { held, there: there == null ? null : String(there) };
  }
  return Object.keys(differs).length === 0 ? null : differs;
}

type FoundLeaver = { emailKey: string; contact: WireContact | null };

/** Whether those who are missing were taken off or deleted there, one call each; where their connection says so, that is accepted at once. */
export async function lookAtLeavers(pass: Pass): Promise<void> {
  for (const book of await booksWithLeavers(pass)) {
    const found: FoundLeaver[] = [];
    for (const emailKey of await findUnexplainedLeavers(pass.ctx.db.prisma, book.id, maxLookedFor))
      found.push({ emailKey, contact: await pass.client.contactByEmail(emailKey) });
    await store(pass, (tx) => explain(pass, tx, book, found));
  }
}

async function explain(
  { ctx, integrationId }: Pass,
  tx: Tx,
  { id: addressBookId, connectionId }: { id: bigint; connectionId: bigint },
  found: readonly FoundLeaver[],
): Promise<void> {
  const tell = (how: 'taken_off' | 'deleted' | null, is: (contact: WireContact | null) => boolean) =>
    explainLeavers(tx, {
      addressBookId,
      emailKeys: found.filter(({ contact }) => is(contact)).map(({ emailKey: key }) => key),
      how,
    });
  await storeSeenContacts(tx, {
    integrationId,
    addressBookId: null,
    rows: found.flatMap(({ contact }) => contact ?? []),
    seenAt: ctx.now(),
  });
  await tell('deleted', (contact) => contact === null);
  await tell('taken_off', (contact) => contact !== null && isSendable(contact.status));
  // Their status says why.
  await tell(null, (contact) => contact !== null && !isSendable(contact.status));
  await treatWhoLeft(ctx, tx, { connectionId, emailKeys: found.map(({ emailKey: key }) => key) });
}

const booksWithLeavers = ({ ctx, integrationId }: Pass): Promise<{ id: bigint; connectionId: bigint }[]> =>
  ctx.db.prisma.$queryRaw<{ id: bigint; connectionId: bigint }[]>`
    SELECT b.id, c.id AS "connectionId" FROM connections c JOIN address_books b ON b.id = c.address_book_id
    WHERE c.integration_id = ${integrationId} AND ${liveConnection()}
      AND EXISTS (SELECT FROM book_members m WHERE m.address_book_id = b.id AND m.left_how = 'gone')
    ORDER BY c.id`;
