import {
  explainLeavers,
  findUnexplainedLeavers,
  markUnseenMembersGone,
  readHeldPeople,
  storeDifferences,
  storeSeenNumbers,
  storeSeenContacts,
  type Difference,
  type HeldPerson,
} from '../../address-books';
import { noteReadBack, treatWhoLeft } from '../../connections';
import { liveConnection } from '../../connections/live-connection';
import { goesBy, isSameValue, readPlanMapping } from '../../data-fields';
import type { PlanMappingRow } from '../../data-fields/schemas';
import type { Tx } from '../../db';
import { isSendable, type WireContact, type WireSmsContact } from '../../dotdigital';
import { emailKey } from '../../email-key';
import type { BookToReadBack } from '../books-to-read-back';
import { store, type Pass } from '../pass';
import { pullScope } from '../pull-scope';
import { pullNumbers } from './pull-numbers';
import { sentMarginMs } from './book-to-read';
import { hasAnyone, storeContacts } from './pull-contacts';

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
  if (book.channel === 'sms') return readNumbersBack(pass, book, mapping.filter(goesBy('sms')));
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
      return (
        changedCount + (await compareValues(tx, book, mapping, new Map(rows.flatMap(toPair)), read.startedAt))
      );
    },
    confirmEnd: async (_, readCount) => readCount > 0 || anyone === null || !(await hasAnyone(pass, book)),
    finish: async (tx, { startedAt }) => {
      const keepSentSince = new Date(startedAt.getTime() - sentMarginMs);
      const gone = await markUnseenMembersGone(tx, {
        addressBookId: book.id,
        channel: book.channel,
        readStartedAt: startedAt,
        keepSentSince,
      });
      await noteReadBack(tx, { connectionId: book.connectionId, readAt: startedAt });
      return gone;
    },
  });
}

const readNumbersBack = (
  pass: Pass,
  book: BookToReadBack,
  mapping: readonly PlanMappingRow[],
): Promise<void> =>
  pullNumbers(pass, book, {
    connector: 'read_back',
    countAs: 'readBack',
    readEverything: true,
    maxPages,
    withFullData: true,
    look: (tx, rows, { startedAt }) => {
      const listed = new Map(
        rows.flatMap(({ number, dataFields }) => (dataFields ? [[number, dataFields]] : [])),
      );
      return compareValues(tx, book, mapping, listed, startedAt);
    },
    finish: (tx, { startedAt }) => noteReadBack(tx, { connectionId: book.connectionId, readAt: startedAt }),
  });

async function compareValues(
  tx: Tx,
  { id: addressBookId }: BookToReadBack,
  mapping: readonly PlanMappingRow[],
  listed: ReadonlyMap<string, Listed>,
  startedAt: Date,
): Promise<number> {
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
    if (book.channel === 'sms') {
      await lookAtNumbersThatLeft(pass, book);
      continue;
    }
    const found: FoundLeaver[] = [];
    for (const emailKey of await findUnexplainedLeavers(pass.ctx.db.prisma, book.id, maxLookedFor))
      found.push({ emailKey, contact: await pass.client.contactByEmail(emailKey) });
    await store(pass, (tx) => explain(pass, tx, book, found));
  }
}

type Book = { id: bigint; connectionId: bigint };

/** No state takes a number off a book: whoever is known there was taken off. */
async function lookAtNumbersThatLeft(pass: Pass, { id: addressBookId, connectionId }: Book): Promise<void> {
  const { ctx, integrationId } = pass;
  const emailKeys = await findUnexplainedLeavers(ctx.db.prisma, addressBookId, maxLookedFor);
  const known = new Map<string, WireSmsContact>();
  for (const number of emailKeys) {
    const contact = await pass.client.contactByNumber(number);
    if (contact !== null) known.set(number, contact);
  }
  await store(pass, async (tx) => {
    const rows = [...known.values()];
    await storeSeenNumbers(tx, { integrationId, addressBookId: null, rows, seenAt: ctx.now() });
    const those = (isKnown: boolean) => emailKeys.filter((number) => known.has(number) === isKnown);
    await explainLeavers(tx, { addressBookId, emailKeys: those(false), how: 'deleted' });
    await explainLeavers(tx, { addressBookId, emailKeys: those(true), how: 'taken_off' });
    await treatWhoLeft(ctx, tx, { connectionId, emailKeys });
  });
}

async function explain(
  { ctx, integrationId }: Pass,
  tx: Tx,
  { id: addressBookId, connectionId }: Book,
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

const booksWithLeavers = ({ ctx, integrationId }: Pass): Promise<(Book & { channel: string })[]> =>
  ctx.db.prisma.$queryRaw<(Book & { channel: string })[]>`
    SELECT b.id, c.id AS "connectionId", b.channel FROM connections c JOIN address_books b ON b.id = c.address_book_id
    WHERE c.integration_id = ${integrationId} AND ${liveConnection()}
      AND EXISTS (SELECT FROM book_members m WHERE m.address_book_id = b.id AND m.left_how = 'gone')
    ORDER BY c.id`;
