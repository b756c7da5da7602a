import { channelWords, readChannel, type Channel } from '../channel';
import { Prisma, type Tx } from '../db';
import { conflict } from '../errors';

/** A list fed the book `b`, as far as anybody knows. */
export const wasFed = Prisma.sql`(b.channel = 'sms' OR EXISTS (SELECT FROM connections f WHERE f.address_book_id = b.id)
  OR EXISTS (SELECT FROM book_members m WHERE m.address_book_id = b.id AND m.put_there_by_us))`;

type Book = { id: bigint; name: string; channel: string };

/**
 * A book that a list is about to feed is fed by one channel, for good (decision 88). One that nobody has fed yet becomes one of numbers
 * here: who was seen in it by address is known by number once it is read so.
 */
export async function settleBookChannel(tx: Tx, book: Book, channel: Channel): Promise<void> {
  if (book.channel === channel) return;
  const [found] = await tx.$queryRaw<{ fed: boolean }[]>`
    SELECT ${wasFed} AS fed FROM address_books b WHERE b.id = ${book.id}`;
  if (found?.fed)
    throw conflict(
      `${book.name} was fed by ${book.channel === 'sms' ? 'mobile number' : 'e-mail address'}, and a book is fed by one of them for good. Choose another book, or make a new one.`,
      { addressBookId: `Fed by ${channelWords[readChannel(book.channel)]}.` },
    );
  await tx.bookMember.deleteMany({ where: { addressBookId: book.id } });
  await tx.addressBook.update({ where: { id: book.id }, data: { channel } });
}
