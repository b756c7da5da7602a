import { markUnseenMembersGone, storeSeenNumbers } from '../../address-books';
import type { Tx } from '../../db';
import type { WireSmsContact } from '../../dotdigital';
import type { Pass } from '../pass';
import { pullScope, type ReadInfo } from '../pull-scope';
import { sentMarginMs, type BookToRead } from './book-to-read';

type HowToRead = {
  connector: 'contacts' | 'read_back';
  countAs: string;
  readEverything: boolean;
  maxPages?: number;
  withFullData: boolean;
  /** What is looked at besides who they are. Returns how many rows told something new. */
  look?: (tx: Tx, rows: WireSmsContact[], read: ReadInfo) => Promise<number>;
  finish?: (tx: Tx, read: ReadInfo) => Promise<void>;
};

/** Contacts of a book that is fed by number, as v3 lists them: their ids and states of SMS, and who isn't in it any more. */
export async function pullNumbers(pass: Pass, book: BookToRead, how: HowToRead): Promise<void> {
  const anyone = await pass.ctx.db.prisma.bookMember.findFirst({
    where: { addressBookId: book.id, present: true },
  });
  await pullScope<WireSmsContact>(pass, {
    connector: how.connector,
    scopeId: String(book.dotdigitalId),
    countAs: how.countAs,
    readEverything: how.readEverything,
    ...(how.maxPages === undefined ? {} : { maxPages: how.maxPages }),
    open: (since, options) =>
      pass.client.bookNumbers(book.dotdigitalId, {
        ...options,
        ...(since ? { modifiedSince: since } : {}),
        withFullData: how.withFullData,
      }),
    identity: ({ id }) => String(id),
    store: async (tx, rows, read) => {
      const changedCount = await storeSeenNumbers(tx, {
        integrationId: pass.integrationId,
        addressBookId: book.id,
        rows,
        seenAt: read.startedAt,
        complete: read.isComplete,
      });
      return changedCount + ((await how.look?.(tx, rows, read)) ?? 0);
    },
    confirmEnd: async (_, readCount) => readCount > 0 || anyone === null || !(await hasAnyNumber(pass, book)),
    finish: async (tx, read) => {
      const gone = read.isComplete
        ? await markUnseenMembersGone(tx, {
            addressBookId: book.id,
            channel: book.channel,
            readStartedAt: read.startedAt,
            keepSentSince: new Date(read.startedAt.getTime() - sentMarginMs),
          })
        : 0;
      await how.finish?.(tx, read);
      return gone;
    },
  });
}

/** As far as somebody's being there tells: nobody was read where there were people. */
async function hasAnyNumber(pass: Pass, book: BookToRead): Promise<boolean> {
  for await (const page of pass.client.bookNumbers(book.dotdigitalId, { pageSize: 1 }))
    return page.rows.length + page.refused.length > 0;
  return false;
}
