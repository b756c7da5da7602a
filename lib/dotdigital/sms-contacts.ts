import { DotdigitalError } from './errors';
import { notRows, readOne, sortOut, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { WireMarkedPage, WireSmsContact } from './wire';

const api = '/contacts/v3' as const;

type BookNumbersOptions = Pick<PageOptions, 'skip' | 'overlap' | 'pageSize'> & {
  modifiedSince?: Date;
  withFullData?: boolean;
};

/** People by their mobile numbers, which v2 doesn't know. */
export const smsContactCalls = (transport: Transport) => ({
  /** Everyone in the book, those without a number too. */
  bookNumbers: (
    bookId: number,
    { modifiedSince, withFullData = false, skip = 0, overlap = 0, pageSize = 1000 }: BookNumbersOptions = {},
  ): AsyncIterable<Page<WireSmsContact>> =>
    readMarked(transport, {
      skip,
      overlap,
      query: {
        '~listId': String(bookId),
        include: 'channelProperties',
        limit: String(pageSize),
        ...(modifiedSince ? { '~modified': `gte::${modifiedSince.toISOString()}` } : {}),
        ...(withFullData ? { 'data-fields': '[[ALL]]' } : {}),
      },
    }),

  /** null: Dotdigital knows nobody by that number. */
  async contactByNumber(number: string): Promise<WireSmsContact | null> {
    const what = `GET ${api}/mobileNumber/{number}`;
    try {
      const { body } = await transport.send({
        method: 'GET',
        api,
        path: `/mobileNumber/${encodeURIComponent(number)}`,
        shownPath: '/mobileNumber/{number}',
        tier: 'highCallRate',
      });
      const contact = readOne(what, WireSmsContact, body);
      if (contact.number === number) return contact;
      throw new DotdigitalError('invalid_answer', what, {
        acted: 'no',
        detail: 'the answer is about someone else',
      });
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return null;
      throw error;
    }
  },

  /** Of somebody whom v2 doesn't know, since they have no address: what they hold in these data fields goes, then they do. False: nobody is there. */
  async deleteSmsContact(contactId: number, names: readonly string[]): Promise<boolean> {
    const path = `/contactId/${contactId}`;
    try {
      await transport.send({ method: 'GET', api, path, tier: 'highCallRate' });
      if (names.length > 0)
        await transport.send({
          method: 'PATCH',
          api,
          path,
          tier: 'mediumCallRate',
          body: { dataFields: Object.fromEntries(names.map((name) => [name, null])) },
          expect: 'none',
        });
      await transport.send({ method: 'DELETE', api, path, tier: 'mediumCallRate', expect: 'none' });
      return true;
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return false;
      throw error;
    }
  },

  /** From SMS, and from nothing else. By the contact's id, since a call by number would make whoever isn't there. */
  async unsubscribeFromSms(contactId: number): Promise<void> {
    await transport.send({
      method: 'PATCH',
      api,
      path: `/contactId/${contactId}`,
      tier: 'mediumCallRate',
      body: { channelProperties: { sms: { status: 'unsubscribed' } } },
      expect: 'none',
    });
  },
});

/**
 * Pages behind markers, told as positions as all pages are: a read that goes on at a position begins anew and passes over what lies before
 * it. Each page begins with the last rows of the one before, as many as `overlap`.
 */
async function* readMarked(
  transport: Transport,
  { skip, overlap, query }: { skip: number; overlap: number; query: Record<string, string> },
): AsyncGenerator<Page<WireSmsContact>> {
  let marker: string | null = null;
  let kept: unknown[] = [];
  let read = 0;
  for (;;) {
    const search: URLSearchParams = new URLSearchParams({ ...query, ...(marker === null ? {} : { marker }) });
    const { body, serverDate } = await transport.send({
      method: 'GET',
      api,
      path: `?${search}`,
      tier: 'lowCallRate',
    });
    const page = WireMarkedPage.safeParse(body);
    if (!page.success) throw notRows(api, body);
    const { items, next } = page.data;
    const rows = [...kept, ...items];
    const at = read - kept.length;
    read += items.length;
    kept = overlap > 0 && items.length > overlap ? rows.slice(-overlap) : [];
    if (items.length > 0 && read > skip)
      yield { ...sortOut(WireSmsContact, rows), skip: at, nextSkip: read - kept.length, serverDate };
    if (next === null || items.length === 0) {
      yield { rows: [], refused: [], skip: read - kept.length, nextSkip: null, serverDate };
      return;
    }
    if (next === marker)
      throw new DotdigitalError('invalid_answer', `GET ${api}`, {
        acted: 'no',
        detail: 'the same page came twice',
      });
    marker = next;
  }
}
