import { z } from 'zod';
import { addConsents, listConsents } from '../engine/consents';
import { getByEmail, getContact, saveContact, updateContact, type Contact } from '../engine/contacts';
import { refuse } from '../engine/failure';
import { setContactPreferences } from '../engine/preferences';
import type { World } from '../engine/world';
import { defineRoute, ok, type Call, type Route } from '../http/route';
import { contactSchema, writeContact } from './wire/contact';
import { preferenceSchema, writePreferenceTree } from './wire/preference';

const consentSchema = z.object({
  contact: contactSchema.partial({ email: true }).nullish(),
  consentFields: z
    .array(
      z.object({
        id: z.unknown().optional(),
        fields: z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish(),
      }),
    )
    .nullish(),
});
const fullSchema = consentSchema.extend({ preferences: z.array(preferenceSchema).nullish() });

type Given = z.infer<typeof fullSchema>;

function createFrom({ world, account, body }: Call<Given>): Contact {
  if (body.contact?.email === undefined)
    throw refuse('ERROR_CONTACT_INVALID', 'A contact with an email address is needed.');
  return note(
    world,
    account.id,
    saveContact(world, account.id, { ...body.contact, email: body.contact.email }),
    body,
  );
}

function changeFrom({ world, account, body, int }: Call<Given>): Contact {
  return note(world, account.id, updateContact(world, account.id, int('id'), body.contact ?? {}), body);
}

function note(
  world: World,
  account: number,
  contact: Contact,
  { consentFields, preferences }: Given,
): Contact {
  addConsents(world, contact.id, consentFields);
  setContactPreferences(
    world,
    account,
    contact.id,
    (preferences ?? []).flatMap(({ id, isOptedIn }) => (id ? [{ id, isOptedIn }] : [])),
  );
  return contact;
}

const write = (world: World, contact: Contact): Record<string, unknown> => ({
  contact: writeContact(world, contact, true),
  consentFields: listConsents(world, contact.id),
});
const writeFull = (world: World, contact: Contact): Record<string, unknown> => ({
  ...write(world, contact),
  preferences: writePreferenceTree(world, contact.account, contact.id),
});

export const consentRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{id}/with-consent',
    tier: 'high',
    handle: ({ world, account, int }) => ok(write(world, getContact(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/{email}/with-consent',
    tier: 'high',
    handle: ({ world, account, text }) => ok(write(world, getByEmail(world, account.id, text('email')))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/with-consent',
    tier: 'medium',
    body: consentSchema,
    handle: (call) => ({ status: 201, body: write(call.world, createFrom(call)) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/contacts/{id}/with-consent',
    tier: 'medium',
    body: consentSchema,
    handle: (call) => ok(write(call.world, changeFrom(call))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/with-consent-and-preferences',
    tier: 'medium',
    body: fullSchema,
    handle: (call) => ({ status: 201, body: writeFull(call.world, createFrom(call)) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/contacts/{id}/with-consent-and-preferences',
    tier: 'medium',
    body: fullSchema,
    handle: (call) => ok(writeFull(call.world, changeFrom(call))),
  }),
];
