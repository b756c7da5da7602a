import { markUnseenMembersGone, storeSeenContacts } from '../../address-books';
import type { Tx } from '../../db';
import { isSendable, type Page, type WireContact } from '../../dotdigital';
import {
  bringValues,
  isCovered,
  oldestSentSince,
  readTwoWayFields,
  slim,
  workingSince,
  type TwoWayFields,
} from '../../two-way';
import { clearMarksOfReturned } from '../../marketing-lists';
import { loadCursor } from '../import-cursor';
import { addCount, type Pass } from '../pass';
import { sentMarginMs, type BookToRead } from './book-to-read';
import { pullNumbers } from './pull-numbers';
import { pullScope, type ReadInfo } from '../pull-scope';

const hourMs = 3_600_000;
/** Someone taken off a book at Dotdigital is named nowhere: only a complete read tells. */
const completeEveryMs = 24 * hourMs;

/**
 * Contacts of one book: all on the first read, then what changed since; all again when a book that was gone is back, or when a data field
 * goes both ways from now on. Once a day, too, where values come in, and a book that isn't connected also when the count says that someone
 * left; a connected one is read back (pull-read-back.ts). Values come in from connected books alone. A book that is fed by number is read by
 * number.
 */
export async function pullContacts(pass: Pass, book: BookToRead): Promise<void> {
  const { prisma } = pass.ctx.db;
  const key = {
    integrationId: pass.integrationId,
    connector: 'contacts' as const,
    scopeId: String(book.dotdigitalId),
  };
  const { position } = await loadCursor(prisma, key, pass.ctx.now());
  const fields = book.isConnected ? await readTwoWayFields(prisma, pass.integrationId) : null;
  const brings = fields?.signature ?? '';
  const isBrought = isCovered(brings, position.brought);
  const present = await prisma.bookMember.count({ where: { addressBookId: book.id, present: true } });
  if (book.channel === 'sms')
    return pullNumbers(pass, book, {
      connector: 'contacts',
      countAs: 'contacts',
      readEverything: present === 0 && book.contactCount > 0,
      withFullData: false,
    });
  const unsubscribes = await loadCursor(prisma, { ...key, connector: 'book_unsubscribes' }, pass.ctx.now());
  const age = pass.ctx.now().getTime() - (position.completeAt?.getTime() ?? 0);
  // Old unsubscribes of a book that was just connected were read: whoever came back since is in the book now.
  const isOlder = (position.completeAt?.getTime() ?? 0) < (unsubscribes.position.completeAt?.getTime() ?? 0);
  const readEverything =
    isOlder ||
    !isBrought ||
    ((brings !== '' || !book.isConnected) && age > completeEveryMs) ||
    (!book.isConnected && age > hourMs && present !== book.contactCount) ||
    (present === 0 && book.contactCount > 0);

  await pullScope<WireContact>(pass, {
    connector: 'contacts',
    scopeId: key.scopeId,
    countAs: 'contacts',
    readEverything,
    brings,
    open: (since, options) => {
      const asked = { ...options, modifiedSince: since ?? undefined, withFullData: brings !== '' };
      return slimmed(pass.client.bookContacts(book.dotdigitalId, asked), fields?.names ?? []);
    },
    identity: ({ id }) => String(id),
    store: async (tx, rows, read) => {
      const changedCount = await storeContacts(pass, tx, book, rows, read);
      if (fields === null || brings === '') return changedCount;
      const look = { startedAt: read.startedAt, lastLookAt: (isBrought && position.readAt) || null };
      const { taken, conflicts } = await bringValues(pass, tx, fields, rows, look);
      addCount(pass, 'valuesBroughtIn', taken);
      addCount(pass, 'valueConflicts', conflicts);
      return changedCount + taken;
    },
    nextSince: (tx, { startedAt }) =>
      brings === '' ? Promise.resolve(null) : oldestFile(pass, tx, startedAt),
    remember: { brought: brings },
    confirmEnd: async (_, readCount) => readCount > 0 || present === 0 || !(await hasAnyone(pass, book)),
    finish: async (tx, { isComplete, startedAt }) => {
      if (!isComplete) return 0;
      return markUnseenMembersGone(tx, {
        addressBookId: book.id,
        channel: book.channel,
        readStartedAt: startedAt,
        keepSentSince: new Date(startedAt.getTime() - sentMarginMs),
      });
    },
  });
}

/** Whom a file under way concerned was changed by it after it left, and is looked at again; what is older than a day a complete read finds. */
async function oldestFile(pass: Pass, tx: Tx, readStartedAt: Date): Promise<Date | null> {
  const { integrationId } = pass;
  const sentAt = await oldestSentSince(tx, { integrationId, since: workingSince(readStartedAt) });
  return sentAt && new Date(Math.max(sentAt.getTime(), readStartedAt.getTime() - completeEveryMs));
}

async function* slimmed(
  pages: AsyncIterable<Page<WireContact>>,
  names: TwoWayFields['names'],
): AsyncGenerator<Page<WireContact>> {
  for await (const page of pages) yield { ...page, rows: page.rows.map((row) => slim(row, names)) };
}

/** Nobody was read where there were people: looks once more before it is believed. */
export async function hasAnyone(pass: Pass, book: BookToRead): Promise<boolean> {
  for await (const page of pass.client.bookContacts(book.dotdigitalId, { pageSize: 1 }))
    return page.rows.length + page.refused.length > 0;
  return false;
}

export async function storeContacts(
  pass: Pass,
  tx: Tx,
  book: BookToRead,
  rows: WireContact[],
  read: ReadInfo,
): Promise<number> {
  const { changedCount, statusChanges, backInBook } = await storeSeenContacts(tx, {
    integrationId: pass.integrationId,
    addressBookId: book.id,
    rows: rows.map((row) => ({ ...row, optInType: row.optInType || null, emailType: row.emailType || null })),
    seenAt: read.startedAt,
    complete: read.isComplete,
  });
  const subscribedAgain = statusChanges
    .filter(({ before, after }) => after === 'Subscribed' && !isSendable(before))
    .map(({ emailKey }) => emailKey);
  await clearMarksOfReturned(tx, {
    integrationId: pass.integrationId,
    emailKeys: [...new Set([...subscribedAgain, ...backInBook])],
    at: pass.ctx.now(),
  });
  return changedCount;
}
