import { DotdigitalError } from './errors';
import { readOne, readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { sinceText } from './since';
import { WireContact, WireResubscription, WireSuppression } from './wire';

export const contactCalls = (transport: Transport) => ({
  /** By address, whatever its status; null when Dotdigital doesn't know it. */
  async contactByEmail(email: string): Promise<WireContact | null> {
    try {
      const { body } = await transport.send({
        method: 'GET',
        path: `/contacts/${encodeURIComponent(email)}`,
        shownPath: '/contacts/{email}',
        tier: 'highCallRate',
      });
      const contact = readOne('GET /contacts/{email}', WireContact, body);
      if (contact.email.trim().toLowerCase() === email.trim().toLowerCase()) return contact;
      throw new DotdigitalError('invalid_answer', 'GET /contacts/{email}', {
        acted: 'no',
        detail: 'the answer is about someone else',
      });
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return null;
      throw error;
    }
  },

  /** What they hold in these data fields goes. */
  async emptyDataFields(
    { id, email }: Pick<WireContact, 'id' | 'email'>,
    names: readonly string[],
  ): Promise<void> {
    await transport.send({
      method: 'PUT',
      path: `/contacts/${id}`,
      tier: 'mediumCallRate',
      body: { email, dataFields: names.map((key) => ({ key, value: null })) },
      expect: 'none',
    });
  },

  /** Into the account's recycle bin and off every book. Twice is once; false when Dotdigital doesn't know them. */
  async deleteContact(contactId: number): Promise<boolean> {
    try {
      await transport.send({
        method: 'DELETE',
        path: `/contacts/${contactId}`,
        tier: 'mediumCallRate',
        expect: 'none',
      });
      return true;
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return false;
      throw error;
    }
  },

  /** Everything in it is gone for good, whoever put it there. */
  async emptyRecycleBin(): Promise<void> {
    await transport.send({
      method: 'POST',
      path: '/accounts/empty-recycle-bin',
      tier: 'mediumCallRate',
      expect: 'none',
    });
  },

  /** Another address for the same contact: its books, values and history stay. Harmless to repeat. */
  async changeAddress(contactId: number, email: string): Promise<WireContact> {
    const { body } = await transport.send({
      method: 'PUT',
      path: `/contacts/${contactId}`,
      shownPath: '/contacts/{id}',
      tier: 'mediumCallRate',
      body: { email },
    });
    return readOne('PUT /contacts/{id}', WireContact, body, 'yes');
  },

  /** Account-wide, whatever book they are in, or none. */
  contactsModifiedSince: (
    since: Date,
    { withFullData = false, ...options }: PageOptions & { withFullData?: boolean } = {},
  ): AsyncIterable<Page<WireContact>> =>
    readPages(transport, `/contacts/modified-since/${sinceText(since)}`, WireContact, {
      ...options,
      query: { withFullData: String(withFullData) },
    }),

  /** Account-wide, every reason, unsubscribes included. */
  suppressions: (since: Date, options: PageOptions = {}): AsyncIterable<Page<WireSuppression>> =>
    readPages(transport, `/contacts/suppressed-since/${sinceText(since)}`, WireSuppression, options),

  /** Account-wide, off every book. */
  async unsubscribe(email: string): Promise<WireSuppression> {
    const { body } = await transport.send({
      method: 'POST',
      path: '/contacts/unsubscribe',
      tier: 'mediumCallRate',
      body: { email },
    });
    return readOne('POST /contacts/unsubscribe', WireSuppression, body, 'yes');
  },

  /** Back into the account and this book: at once, or when they follow a mail that Dotdigital sends them. */
  async resubscribeToBook(bookId: number, email: string): Promise<WireResubscription> {
    const path = `/address-books/${bookId}/contacts/resubscribe`;
    const { body } = await transport.send({
      method: 'POST',
      path,
      tier: 'mediumCallRate',
      body: { unsubscribedContact: { email }, preferredLocale: '', returnUrlToUseIfChallenged: '' },
    });
    return readOne(`POST ${path}`, WireResubscription, body, 'yes');
  },

  /** From this book only. */
  async unsubscribeFromBook(bookId: number, email: string): Promise<WireSuppression> {
    const path = `/address-books/${bookId}/contacts/unsubscribe`;
    const { body } = await transport.send({ method: 'POST', path, tier: 'mediumCallRate', body: { email } });
    return readOne(`POST ${path}`, WireSuppression, body, 'yes');
  },
});
