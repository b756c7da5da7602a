import { getBook } from '../engine/books';
import { listBookContacts, listContacts, listModifiedContacts } from '../engine/contact-pages';
import { getByEmail, getContact, type Contact } from '../engine/contacts';
import { writeDate } from '../engine/dates';
import { hashText } from '../engine/random';
import { defineRoute, ok, type Route } from '../http/route';

const labels = ['Cold', 'Warm', 'Hot', 'Champion'];

/** Made up from the contact's id: always the same for the same contact. */
function writeScore({ id, email, modified }: Contact): Record<string, unknown> {
  const engagement = Math.abs(hashText(`engagement ${id}`)) % 101;
  const suitability = Math.abs(hashText(`suitability ${id}`)) % 101;
  const score = Math.round((engagement + suitability) / 2);
  return {
    contactId: id,
    email,
    dateModified: writeDate(modified),
    scoreLabel: labels[Math.min(3, Math.floor(score / 25))],
    score,
    engagement,
    suitability,
  };
}

export const scoreRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/score',
    tier: 'low',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listContacts(world, account.id, page).map(writeScore)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/score/modified-since/{date}',
    tier: 'low',
    maxSelect: 1000,
    handle: ({ world, account, date, page }) =>
      ok(listModifiedContacts(world, account.id, date('date'), page).map(writeScore)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{addressBookId}/contacts/score',
    tier: 'low',
    maxSelect: 1000,
    handle: ({ world, account, int, page }) =>
      ok(listBookContacts(world, getBook(world, account.id, int('addressBookId')), page).map(writeScore)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{id}/score',
    tier: 'high',
    handle: ({ world, account, int }) => ok(writeScore(getContact(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{email}/score',
    tier: 'high',
    handle: ({ world, account, text }) => ok(writeScore(getByEmail(world, account.id, text('email')))),
  }),
];
