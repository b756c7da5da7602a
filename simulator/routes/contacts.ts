import { z } from 'zod';
import {
  binContact,
  findByEmail,
  findContact,
  getByEmail,
  getContact,
  isSuppressed,
  saveContact,
  updateContact,
  type Contact,
} from '../engine/contacts';
import { listContacts, listCreatedContacts, listModifiedContacts } from '../engine/contact-pages';
import { writeDate } from '../engine/dates';
import { notFound } from '../engine/failure';
import { isTrue } from '../http/call';
import { conflicting, defineRoute, ok, type Call, type Route } from '../http/route';
import { contactSchema, writeContact, writeContacts } from './wire/contact';

const full = (call: Call): boolean => isTrue(call.query('withFullData'));
const idsSchema = z.object({ id: z.number().nullish(), email: z.string().nullish() });

/** By id, suppressed people can be switched off; by address they are always found. */
export function getReadable(
  { world, account, int }: Pick<Call, 'world' | 'account' | 'int'>,
  name = 'id',
): Contact {
  const contact = getContact(world, account.id, int(name));
  if (isSuppressed(contact.status) && !world.settings.suppressedReadableById)
    throw notFound('ERROR_CONTACT_NOT_FOUND');
  return contact;
}

export const contactRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/contacts',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) =>
      ok(writeContacts(call.world, listContacts(call.world, call.account.id, call.page), full(call))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/created-since/{date}',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const since = call.date('date');
      return ok(
        writeContacts(
          call.world,
          listCreatedContacts(call.world, call.account.id, since, call.page),
          full(call),
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/modified-since/{date}',
    tier: 'low',
    maxSelect: 2000,
    handle: (call) => {
      const since = call.date('date');
      return ok(
        writeContacts(
          call.world,
          listModifiedContacts(call.world, call.account.id, since, call.page),
          full(call),
          ({ modified }) => modified,
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/count',
    tier: 'high',
    handle: ({ world, account }) =>
      ok(
        world.store.number(
          'SELECT count(*) AS n FROM contacts WHERE account = ? AND binned = 0 AND email IS NOT NULL',
          account.id,
        ),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/retrieve-collection',
    tier: 'low',
    body: z.object({ contacts: z.array(idsSchema).nullish(), withFullData: z.boolean().nullish() }).nullish(),
    handle: ({ world, account, body }) => {
      const contacts: Record<string, unknown>[] = [];
      const missing: unknown[] = [];
      for (const { id, email } of body?.contacts ?? []) {
        const contact = id
          ? findContact(world, account.id, id)
          : email
            ? findByEmail(world, account.id, email)
            : undefined;
        if (contact && contact.binned === 0)
          contacts.push({
            ...writeContact(world, contact, body?.withFullData ?? false),
            created: writeDate(contact.created),
          });
        else missing.push({ id: id ?? 0, email: email ?? null });
      }
      return ok({ contacts, notFound: missing });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{id}',
    tier: 'high',
    handle: (call) => ok(writeContact(call.world, getReadable(call), true)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{email}',
    tier: 'high',
    handle: ({ world, account, text }) =>
      ok(writeContact(world, getByEmail(world, account.id, text('email')), true)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts',
    tier: 'medium',
    body: contactSchema,
    handle: ({ world, account, body }) =>
      conflicting(world, 201, 200, writeContact(world, saveContact(world, account.id, body), true)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/contacts/{id}',
    tier: 'medium',
    body: contactSchema.partial({ email: true }),
    handle: ({ world, account, body, int }) => {
      const id = int('id');
      const contact =
        id === 0 && body.email !== undefined && world.settings.putZeroCreates
          ? saveContact(world, account.id, { ...body, email: body.email })
          : updateContact(world, account.id, id, body);
      return conflicting(world, 200, 201, writeContact(world, contact, true));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/contacts/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      binContact(world, getContact(world, account.id, int('id')));
      return { status: 204 };
    },
  }),
];
