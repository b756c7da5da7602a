import { z } from 'zod';
import { createBook, getBook, removeBook, setBookWritable, updateBook, withCount } from '../engine/books';
import {
  binContact,
  contactStatuses,
  emailTypes,
  findContact,
  isSuppressed,
  optInTypes,
  saveContact,
} from '../engine/contacts';
import { addMember, removeMember } from '../engine/members';
import { makePeople } from '../engine/people';
import { followChallenge, suppressContact, unsubscribeFromBook } from '../engine/suppression';
import type { FieldMap } from '../engine/data-fields';
import { accountOf, contactOf } from './read';
import type { Control } from './control';
import { writeTruth } from './world';

const account = z.number().int().optional();
const fieldsSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .default({});
const personSchema = z.strictObject({
  email: z.string(),
  optInType: z.enum(optInTypes).optional(),
  emailType: z.enum(emailTypes).optional(),
  dataFields: fieldsSchema,
  status: z.enum(contactStatuses).optional(),
});

const pairs = (fields: FieldMap): { key: string; value: unknown }[] =>
  Object.entries(fields).map(([key, value]) => ({ key, value }));

export const contactControls: Control[] = [
  {
    method: 'POST',
    path: '/address-books',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({
          account,
          name: z.string(),
          visibility: z.enum(['Private', 'Public']).optional(),
          contacts: z.number().int().min(0).default(0),
        })
        .parse(body);
      const owner = accountOf(world, given.account);
      return world.store.transaction(() => {
        const book = createBook(world, owner.id, {
          name: given.name,
          ...(given.visibility ? { visibility: given.visibility } : {}),
        });
        makePeople(world, owner.id, given.contacts, book.id);
        return withCount(world, getBook(world, owner.id, book.id));
      });
    },
  },
  {
    method: 'PATCH',
    path: '/address-books/:id',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({ account, writable: z.boolean().optional(), name: z.string().optional() })
        .parse(body);
      const owner = accountOf(world, given.account).id;
      const id = getBook(world, owner, Number(params.id)).id;
      if (given.name !== undefined) updateBook(world, owner, id, { name: given.name });
      return given.writable === undefined
        ? getBook(world, owner, id)
        : setBookWritable(world, owner, id, given.writable);
    },
  },
  {
    method: 'DELETE',
    path: '/address-books/:id',
    run: ({ sandbox: { world }, params, query }) =>
      world.store.transaction(() =>
        removeBook(
          world,
          getBook(world, accountOf(world, query.get('account') ?? undefined).id, Number(params.id)).id,
        ),
      ),
  },
  {
    method: 'POST',
    path: '/contacts',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({
          account,
          addressBookId: z.number().int().optional(),
          contacts: z.array(personSchema),
        })
        .parse(body);
      const owner = accountOf(world, given.account);
      return world.store.transaction(() =>
        given.contacts.map(({ status, dataFields, ...person }) => {
          const contact = saveContact(world, owner.id, { ...person, dataFields: pairs(dataFields) });
          if (given.addressBookId !== undefined)
            addMember(world, getBook(world, owner.id, given.addressBookId).id, contact.id);
          return writeTruth(status ? setStatus(world, contact, status) : contact);
        }),
      );
    },
  },
  {
    method: 'POST',
    path: '/contacts/:key/status',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account, status: z.enum(contactStatuses) }).parse(body);
      return world.store.transaction(() =>
        writeTruth(
          setStatus(
            world,
            contactOf(world, accountOf(world, given.account).id, params.key ?? ''),
            given.status,
          ),
        ),
      );
    },
  },
  {
    method: 'POST',
    path: '/address-books/:id/unsubscribe',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account, email: z.string() }).parse(body);
      const owner = accountOf(world, given.account);
      return world.store.transaction(() =>
        writeTruth(
          unsubscribeFromBook(world, owner.id, getBook(world, owner.id, Number(params.id)).id, given.email)
            .contact,
        ),
      );
    },
  },
  {
    method: 'POST',
    path: '/address-books/:id/members',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({
          account,
          add: z.array(z.union([z.string(), z.number()])).default([]),
          remove: z.array(z.union([z.string(), z.number()])).default([]),
        })
        .parse(body);
      const owner = accountOf(world, given.account);
      const book = getBook(world, owner.id, Number(params.id));
      world.store.transaction(() => {
        for (const key of given.add) addMember(world, book.id, contactOf(world, owner.id, key).id);
        for (const key of given.remove) removeMember(world, book.id, contactOf(world, owner.id, key).id);
      });
      return withCount(world, getBook(world, owner.id, book.id));
    },
  },
  {
    method: 'POST',
    path: '/suppressed-domains',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({
          account,
          domain: z.string(),
          status: z
            .enum(['DomainSuppression', 'SharedSuppression', 'NotAllowed', 'NoMxRecord', 'Banned'])
            .default('DomainSuppression'),
        })
        .parse(body);
      const owner = accountOf(world, given.account);
      world.store.run(
        'INSERT OR REPLACE INTO suppressedDomains (account, domain, status) VALUES (?, ?, ?)',
        owner.id,
        given.domain.toLowerCase(),
        given.status,
      );
      world.memo.delete(`domains ${owner.id}`);
    },
  },
  {
    method: 'GET',
    path: '/mailbox',
    run: ({ sandbox: { world } }) => world.store.rows('SELECT * FROM mailbox ORDER BY id'),
  },
  {
    method: 'POST',
    path: '/mailbox/:token/confirm',
    run: ({ sandbox: { world }, params }) =>
      world.store.transaction(() => writeTruth(followChallenge(world, params.token ?? '').contact)),
  },
];

function setStatus(
  world: Parameters<typeof suppressContact>[0],
  contact: Parameters<typeof suppressContact>[1],
  status: (typeof contactStatuses)[number],
) {
  if (status === 'Deleted') {
    binContact(world, contact);
    return { ...contact, binned: 1 };
  }
  const fresh = { ...contact, status: 'Subscribed' as const };
  if (isSuppressed(contact.status))
    world.store.run("UPDATE contacts SET status = 'Subscribed', removed = NULL WHERE id = ?", contact.id);
  if (isSuppressed(status)) return suppressContact(world, fresh, status);
  world.store.run(
    'UPDATE contacts SET status = ?, removed = NULL, modified = ? WHERE id = ?',
    status,
    world.now(),
    contact.id,
  );
  return findContact(world, contact.account, contact.id) ?? contact;
}
