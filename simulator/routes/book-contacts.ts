import { z } from 'zod';
import { getBook, getWritableBook } from '../engine/books';
import { getRemoval, startRemoval, type Removal } from '../engine/bulk-removals';
import { listBookContacts, listBookSuppressions, listModifiedInBook } from '../engine/contact-pages';
import { getContact } from '../engine/contacts';
import { notFound, refuse } from '../engine/failure';
import { emptyBook, removeMember, saveInBook } from '../engine/members';
import type { World } from '../engine/world';
import { isTrue } from '../http/call';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { contactSchema, writeContact, writeContacts, writeSuppressions } from './wire/contact';

const full = (call: Call): boolean => isTrue(call.query('withFullData'));

function startBulkRemoval(call: Call, book: number, contacts: number[] | null): Answer {
  const removal = startRemoval(call.world, call.account.id, { book, contacts, ...call.effects.removal });
  return call.world.settings.bulkRemovalAnswer === '204' ? { status: 204 } : { status: 202, body: removal };
}

const writeRemoval = ({ settings }: World, { id, status }: Removal): Record<string, string> =>
  settings.deletionKeys === 'pascal' ? { Id: id, Status: status } : { id, status };

export const bookContactRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{addressBookId}/contacts',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const book = getBook(call.world, call.account.id, call.int('addressBookId'));
      return ok(writeContacts(call.world, listBookContacts(call.world, book, call.page), full(call)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{addressBookId}/contacts/modified-since/{date}',
    tier: 'low',
    maxSelect: 2000,
    handle: (call) => {
      const book = getBook(call.world, call.account.id, call.int('addressBookId'));
      const since = call.date('date');
      return ok(
        writeContacts(
          call.world,
          listModifiedInBook(call.world, book, since, call.page),
          full(call),
          ({ modified }) => modified,
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{addressBookId}/contacts/unsubscribed-since/{date}',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const book = getBook(call.world, call.account.id, call.int('addressBookId'));
      const since = call.date('date');
      return ok(writeSuppressions(call.world, listBookSuppressions(call.world, book.id, since, call.page)));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts',
    tier: 'medium',
    body: contactSchema,
    handle: ({ world, account, body, int }) => {
      const book = getWritableBook(world, account.id, int('addressBookId'));
      return ok(writeContact(world, saveInBook(world, book, body), true));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/address-books/{addressBookId}/contacts/{contactId}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      const book = getWritableBook(world, account.id, int('addressBookId'));
      const contact = getContact(world, account.id, int('contactId'));
      if (!removeMember(world, book.id, contact.id) && world.settings.removingStranger === '404')
        throw notFound('ERROR_CONTACT_NOT_FOUND');
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/address-books/{addressBookId}/contacts',
    tier: 'low',
    handle: ({ world, account, int }) => {
      emptyBook(world, getWritableBook(world, account.id, int('addressBookId')).id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/delete',
    tier: 'low',
    body: z.array(z.number().int()).nullish(),
    handle: (call) => {
      const book = getWritableBook(call.world, call.account.id, call.int('addressBookId'));
      if (!call.body || call.body.length === 0)
        throw refuse('ERROR_CONTACTS_ARE_NOT_SPECIFIED', 'No contacts were given.');
      return startBulkRemoval(call, book.id, call.body);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/delete-all',
    tier: 'low',
    handle: (call) =>
      startBulkRemoval(
        call,
        getWritableBook(call.world, call.account.id, call.int('addressBookId')).id,
        null,
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/deletion/{deletionRequestId}',
    tier: 'unlimited',
    handle: ({ world, account, text }) =>
      ok(writeRemoval(world, getRemoval(world, account.id, text('deletionRequestId')))),
  }),
];
