import { z } from 'zod';
import {
  createBook,
  deleteBook,
  getBook,
  listBooks,
  updateBook,
  withCount,
  type Book,
} from '../engine/books';
import { getContact } from '../engine/contacts';
import { listBooksOf } from '../engine/members';
import { dated } from '../http/row-time';
import { conflicting, defineRoute, ok, type Route } from '../http/route';
import { wordOf } from '../engine/words';

const bookSchema = z.object({
  id: z.number().nullish(),
  name: z.string().default(''),
  visibility: wordOf(['Private', 'Public']).optional(),
  contacts: z.unknown().optional(),
});

export const writeBook = ({ id, name, visibility, contacts, created }: Book): Record<string, unknown> =>
  dated({ id, name, visibility, contacts }, created);

export const addressBookRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/address-books',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listBooks(world, account.id, page).map(writeBook)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/private',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listBooks(world, account.id, page, 'Private').map(writeBook)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/public',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listBooks(world, account.id, page, 'Public').map(writeBook)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{id}',
    tier: 'high',
    handle: ({ world, account, int }) =>
      ok(writeBook(withCount(world, getBook(world, account.id, int('id'))))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books',
    tier: 'medium',
    body: bookSchema,
    handle: ({ world, account, body }) =>
      conflicting(
        world,
        201,
        200,
        writeBook(
          createBook(world, account.id, {
            name: body.name,
            ...(body.visibility ? { visibility: body.visibility } : {}),
          }),
        ),
      ),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/address-books/{id}',
    tier: 'medium',
    body: bookSchema,
    handle: ({ world, account, body, int }) =>
      ok(
        writeBook(
          updateBook(world, account.id, int('id'), {
            name: body.name,
            ...(body.visibility ? { visibility: body.visibility } : {}),
          }),
        ),
      ),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/address-books/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      deleteBook(world, account.id, int('id'));
      return conflicting(world, 200, 204);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{contactId}/address-books',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, int, page }) =>
      ok(
        listBooksOf(world, getContact(world, account.id, int('contactId')), page).map((book) =>
          writeBook(withCount(world, book)),
        ),
      ),
  }),
];
