import { z } from 'zod';
import { getBook } from '../engine/books';
import { getByEmail, getContact, type Contact } from '../engine/contacts';
import { writeDate } from '../engine/dates';
import {
  createPreference,
  deletePreference,
  getPreference,
  listPreferences,
  setContactPreferences,
  updatePreference,
} from '../engine/preferences';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { writeContact } from './wire/contact';
import { preferenceSchema, writePreference, writePreferenceTree } from './wire/preference';

const optInsSchema = z.array(z.object({ id: z.number().int(), isOptedIn: z.boolean().nullish() }));
const pageSize = 1000;

const byId = (call: Call, name: string): Contact => getContact(call.world, call.account.id, call.int(name));
const byEmail = (call: Call): Contact => getByEmail(call.world, call.account.id, call.text('contactEmail'));

function setFor(call: Call<z.infer<typeof optInsSchema>>, contact: Contact): Answer {
  setContactPreferences(call.world, call.account.id, contact.id, call.body);
  return ok(writePreferenceTree(call.world, call.account.id, contact.id));
}

interface OptInRow extends Contact {
  isOptedIn: number;
  optedAt: number;
}

/** Pages by the least contact id wanted, not by an offset. */
function listOptIns(
  call: Call,
  { book, since, onlyIn }: { book?: number; since?: number; onlyIn: boolean },
): OptInRow[] {
  const { id } = getPreference(call.world, call.account.id, call.int('preferenceId'));
  return call.world.store.rows<OptInRow>(
    `SELECT c.*, p.isOptedIn, p.modified AS optedAt FROM contactPreferences p JOIN contacts c ON c.id = p.contact
     WHERE p.preference = ? AND c.id >= ? AND c.binned = 0 AND p.modified >= ? AND (p.isOptedIn = 1 OR ? = 0)
       AND (? = 0 OR EXISTS (SELECT 1 FROM members m WHERE m.book = ? AND m.contact = c.id)) ORDER BY c.id LIMIT ?`,
    id,
    Number(call.query('minContactId') ?? 0) || 0,
    since ?? 0,
    onlyIn ? 1 : 0,
    book ?? 0,
    book ?? 0,
    pageSize,
  );
}

const writePlain = (rows: OptInRow[]): Record<string, unknown>[] =>
  rows.map(({ id, email }) => ({ id, email }));

// The misspelt dateModifed is the vendor's.
const writeOptIns = (call: Call, rows: OptInRow[], book: number): Record<string, unknown>[] =>
  rows.map((row) => ({
    contact: writeContact(call.world, row, false),
    marketingPreferenceOptIns: [
      {
        marketingPreferenceId: call.int('preferenceId'),
        addressBookId: book,
        isOptedIn: row.isOptedIn === 1,
        dateModifed: writeDate(row.optedAt),
      },
    ],
  }));

const bookOf = (call: Call): number => getBook(call.world, call.account.id, call.int('bookId')).id;

// The vendor's description has the paths of one contact in two spellings, `contacts` and `contact`.
const contactPaths = ['/v2/contacts', '/v2/contact'].flatMap((start): Route[] => [
  defineRoute({
    method: 'PUT',
    path: `${start}/{contactId}/preferences`,
    tier: 'medium',
    body: optInsSchema,
    handle: (call) => setFor(call, byId(call, 'contactId')),
  }),
  defineRoute({
    method: 'PUT',
    path: `${start}/{contactEmail}/preferences`,
    tier: 'medium',
    body: optInsSchema,
    handle: (call) => setFor(call, byEmail(call)),
  }),
  defineRoute({
    method: 'GET',
    path: `${start}/{contactID}/preferences`,
    tier: 'high',
    handle: (call) => ok(writePreferenceTree(call.world, call.account.id, byId(call, 'contactID').id)),
  }),
  defineRoute({
    method: 'GET',
    path: `${start}/{contactEmail}/preferences`,
    tier: 'high',
    handle: (call) => ok(writePreferenceTree(call.world, call.account.id, byEmail(call).id)),
  }),
]);

export const preferenceRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/preferences',
    tier: 'medium',
    handle: ({ world, account }) => ok(writePreferenceTree(world, account.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/preferences/modified-since/{sinceDate}',
    tier: 'medium',
    handle: ({ world, account, date }) => {
      const all = listPreferences(world, account.id);
      return ok(
        listPreferences(world, account.id, date('sinceDate')).map((preference) =>
          writePreference(preference, all),
        ),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/preferences',
    tier: 'medium',
    body: preferenceSchema,
    handle: ({ world, account, body }) =>
      ok(writePreference(createPreference(world, account.id, body), listPreferences(world, account.id))),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/preferences/{id}',
    tier: 'medium',
    body: preferenceSchema,
    handle: ({ world, account, body, int }) =>
      ok(
        writePreference(
          updatePreference(world, account.id, int('id'), body),
          listPreferences(world, account.id),
        ),
      ),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/preferences/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      deletePreference(world, account.id, int('id'));
      return ok(undefined);
    },
  }),
  ...contactPaths,
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{contactEmail}/subscriptions',
    tier: 'high',
    handle: (call) => {
      const contact = byEmail(call);
      const books = call.world.store.rows<{ id: number; name: string; subscribed: number }>(
        `SELECT b.id, b.name, EXISTS (SELECT 1 FROM members m WHERE m.book = b.id AND m.contact = ?) AS subscribed FROM books b
         WHERE b.account = ? AND b.kind = 'book' AND b.visibility = 'Public' ORDER BY b.id`,
        contact.id,
        call.account.id,
      );
      return ok(books.map(({ id, name, subscribed }) => ({ id, name, isSubscribed: subscribed === 1 })));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/with-preference/{preferenceId}',
    tier: 'low',
    handle: (call) => ok(writePlain(listOptIns(call, { onlyIn: true }))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{bookId}/contacts/with-preference/{preferenceId}',
    tier: 'low',
    handle: (call) => ok(writePlain(listOptIns(call, { onlyIn: true, book: bookOf(call) }))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/with-preference/{preferenceId}/opt-ins-since/{sinceDate}',
    tier: 'low',
    handle: (call) =>
      ok(writeOptIns(call, listOptIns(call, { onlyIn: false, since: call.date('sinceDate') }), 0)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{bookId}/contacts/with-preference/{preferenceId}/opt-ins-since/{sinceDate}',
    tier: 'low',
    handle: (call) => {
      const book = bookOf(call);
      return ok(
        writeOptIns(call, listOptIns(call, { onlyIn: false, since: call.date('sinceDate'), book }), book),
      );
    },
  }),
];
