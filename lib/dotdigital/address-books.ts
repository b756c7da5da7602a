import { DotdigitalError } from './errors';
import { readOne, readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { sinceText } from './since';
import {
  WireAddressBook,
  WireCampaign,
  WireContact,
  WireDeletion,
  WireSuppression,
  type WireValue,
} from './wire';

type BookContactsOptions = PageOptions & { modifiedSince?: Date; withFullData?: boolean };

/** Given values overwrite, null clears. */
export type NewMember = { email: string; dataFields: { key: string; value: WireValue }[] };

export const addressBookCalls = (transport: Transport) => ({
  /** "All Contacts" and "Test" among them. */
  addressBooks: (options: PageOptions = {}): AsyncIterable<Page<WireAddressBook>> =>
    readPages(transport, '/address-books', WireAddressBook, options),

  /** null: Dotdigital says that it doesn't know the book. */
  async addressBook(bookId: number): Promise<WireAddressBook | null> {
    const path = `/address-books/${bookId}`;
    try {
      const { body } = await transport.send({ method: 'GET', path, tier: 'highCallRate' });
      const book = readOne(`GET ${path}`, WireAddressBook, body);
      if (book.id === bookId) return book;
      throw new DotdigitalError('invalid_answer', `GET ${path}`, {
        acted: 'no',
        detail: 'the answer is about another book',
      });
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return null;
      throw error;
    }
  },

  async createAddressBook(input: {
    name: string;
    visibility: 'Private' | 'Public';
  }): Promise<WireAddressBook> {
    const { body } = await transport.send({
      method: 'POST',
      path: '/address-books',
      tier: 'mediumCallRate',
      body: input,
    });
    return readOne('POST /address-books', WireAddressBook, body, 'yes');
  },

  bookContacts: (
    bookId: number,
    { modifiedSince, withFullData = false, ...options }: BookContactsOptions = {},
  ): AsyncIterable<Page<WireContact>> =>
    readPages(
      transport,
      `/address-books/${bookId}/contacts${modifiedSince ? `/modified-since/${sinceText(modifiedSince)}` : ''}`,
      WireContact,
      { ...options, query: { withFullData: String(withFullData) } },
    ),

  /** Unsubscribes from this book only; account-wide ones are in `suppressions`. */
  bookUnsubscribes: (
    bookId: number,
    since: Date,
    options: PageOptions = {},
  ): AsyncIterable<Page<WireSuppression>> =>
    readPages(
      transport,
      `/address-books/${bookId}/contacts/unsubscribed-since/${sinceText(since)}`,
      WireSuppression,
      options,
    ),

  booksOfContact: (contactId: number, options: PageOptions = {}): AsyncIterable<Page<WireAddressBook>> =>
    readPages(transport, `/contacts/${contactId}/address-books`, WireAddressBook, options),

  /** Makes or updates the contact and puts it into the book, which starts what Dotdigital starts for whoever joins. Harmless to repeat while they are in it. */
  async joinBook(bookId: number, contact: NewMember): Promise<WireContact> {
    const path = `/address-books/${bookId}/contacts`;
    const { body } = await transport.send({ method: 'POST', path, tier: 'mediumCallRate', body: contact });
    return readOne(`POST ${path}`, WireContact, body, 'yes');
  },

  campaignsOfBook: (bookId: number, options: PageOptions = {}): AsyncIterable<Page<WireCampaign>> =>
    readPages(transport, `/address-books/${bookId}/campaigns`, WireCampaign, options),

  /** Takes contacts out of the book, nothing more; goes on at Dotdigital after the answer. Older services answer without an id. */
  async removeFromBook(
    bookId: number,
    contactIds: readonly number[],
  ): Promise<{ deletionId: string | null }> {
    if (contactIds.length === 0) return { deletionId: null };
    const path = `/address-books/${bookId}/contacts/delete`;
    const { body } = await transport.send({
      method: 'POST',
      path,
      tier: 'lowCallRate',
      body: contactIds,
      expect: 'none',
    });
    return { deletionId: body === null ? null : readOne(`POST ${path}`, WireDeletion, body, 'yes').id };
  },

  async deletionStatus(
    deletionId: string,
  ): Promise<{ status: 'Started' | 'Completed' | 'Failed' | 'Unknown' }> {
    const path = `/contacts/deletion/${encodeURIComponent(deletionId)}`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited' });
    const { status } = readOne(`GET ${path}`, WireDeletion, body);
    return {
      status:
        (['Started', 'Completed', 'Failed'] as const).find(
          (one) => one.toLowerCase() === status.toLowerCase(),
        ) ?? 'Unknown',
    };
  },

  /** False: the contact was not in the book, or is not known. An unknown book still throws. */
  async removeOneFromBook(bookId: number, contactId: number): Promise<boolean> {
    try {
      await transport.send({
        method: 'DELETE',
        path: `/address-books/${bookId}/contacts/${contactId}`,
        tier: 'mediumCallRate',
        expect: 'none',
      });
      return true;
    } catch (error) {
      if (
        error instanceof DotdigitalError &&
        error.kind === 'not_found' &&
        error.vendorCode !== 'ERROR_ADDRESSBOOK_NOT_FOUND'
      )
        return false;
      throw error;
    }
  },
});
