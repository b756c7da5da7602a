import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getAddressBook } from '@/lib/address-books';
import { BookId } from '@/lib/address-books/schemas';

export const shownBook = pageSubject('integrations.read', (ctx, given: { bookId: string }) =>
  getAddressBook(ctx, parseInput(BookId, { id: given.bookId }).id),
);
