import { markBookGone, storeSeenBooks } from '../../address-books';
import type { DotdigitalClient } from '../../dotdigital';
import { stopConnection } from '../settling/refuse-file';
import type { Session } from '../session';
import { fenced } from '../wave-lease';

/**
 * Is the wave's book still there? One call; a book that Dotdigital doesn't know is looked for among all of them before it is
 * believed (reliability.md H12). A book that is gone stops its connection, also where nothing was to be sent. Answers whether it stands.
 */
export async function lookAtBook(session: Session): Promise<boolean> {
  const { ctx, wave, target, client } = session;
  const book = await client.addressBook(target.bookDotdigitalId);
  if (book !== null) {
    if (!target.bookIsGone) return true;
    const seen = { integrationId: target.integrationId, rows: [book], seenAt: ctx.now() };
    await fenced(ctx, wave, (tx) => storeSeenBooks(tx, seen));
    return true;
  }
  if (await isListed(client, target.bookDotdigitalId)) return true;
  await fenced(ctx, wave, async (tx) => {
    await markBookGone(tx, { addressBookId: target.addressBookId, at: ctx.now() });
    await stopConnection(session, tx, 'book_gone');
  });
  return false;
}

async function isListed(client: DotdigitalClient, bookId: number): Promise<boolean> {
  for await (const { rows } of client.addressBooks()) if (rows.some(({ id }) => id === bookId)) return true;
  return false;
}
