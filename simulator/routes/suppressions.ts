import { z } from 'zod';
import { getBook, getWritableBook } from '../engine/books';
import { listSuppressions } from '../engine/contact-pages';
import { refuse } from '../engine/failure';
import { resubscribe, suppressBatch, unsubscribe, unsubscribeFromBook } from '../engine/suppression';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { contactSchema, writeContact, writeSuppression, writeSuppressions } from './wire/contact';

const resubscriptionSchema = z.object({
  unsubscribedContact: contactSchema.nullish(),
  preferredLocale: z.string().nullish(),
  returnUrlToUseIfChallenged: z.string().nullish(),
});

const locales = new Set(
  'cs-CS da-DA de-DE el-EL en-EN es-ES es fi-FI fr-FR hu-HU it-IT nl-NL nb-NO pl-PL pt-PT ru-RU se-SE sk-SK tr-TR zh-CN'.split(
    ' ',
  ),
);

function resubscribeBy(
  call: Call<z.infer<typeof resubscriptionSchema>>,
  challenge: boolean,
  book?: number,
): Answer {
  const { world, account, body } = call;
  const wellFormed =
    body.unsubscribedContact?.email && (!body.preferredLocale || locales.has(body.preferredLocale));
  if (!body.unsubscribedContact || !wellFormed)
    throw refuse('ERROR_CONTACT_RESUBSCRIPTION_INVALID', 'The resubscription is not valid.');
  const result = resubscribe(world, account.id, {
    contact: body.unsubscribedContact,
    challenge,
    redirect: body.returnUrlToUseIfChallenged,
    ...(book === undefined ? {} : { book }),
  });
  return ok({ contact: writeContact(world, result.contact, true), status: result.status });
}

export const suppressionRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/suppressed-since/{date}',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const since = call.date('date');
      return ok(
        writeSuppressions(
          call.world,
          listSuppressions(call.world, call.account.id, since, undefined, call.page),
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/unsubscribed-since/{date}',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const since = call.date('date');
      return ok(
        writeSuppressions(
          call.world,
          listSuppressions(call.world, call.account.id, since, 'Unsubscribed', call.page),
        ),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/unsubscribe',
    tier: 'medium',
    body: contactSchema,
    handle: ({ world, account, body }) =>
      ok(writeSuppression(world, unsubscribe(world, account.id, body.email))),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/contacts/suppress-contacts',
    tier: 'low',
    body: z.array(z.object({ id: z.number().int().nullish(), email: z.string().nullish() })),
    handle: ({ world, account, body }) => {
      const result = suppressBatch(
        world,
        account.id,
        body.map(({ id, email }) => ({ id: id ?? undefined, email })),
      );
      return ok({
        suppressed: result.suppressed.map(({ id, email }) => ({ id, email })),
        notFound: result.notFound.map(({ id, email }) => ({ id: id ?? 0, email: email ?? null })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/unsubscribe',
    tier: 'medium',
    body: contactSchema,
    handle: ({ world, account, body, int }) => {
      const book = getBook(world, account.id, int('addressBookId'));
      return ok(writeSuppression(world, unsubscribeFromBook(world, account.id, book.id, body.email)));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/resubscribe',
    tier: 'medium',
    body: resubscriptionSchema,
    handle: (call) => resubscribeBy(call, true),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/resubscribe-with-no-challenge',
    tier: 'medium',
    body: resubscriptionSchema,
    handle: (call) => resubscribeBy(call, false),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/resubscribe',
    tier: 'medium',
    body: resubscriptionSchema,
    handle: (call) =>
      resubscribeBy(call, true, getWritableBook(call.world, call.account.id, call.int('addressBookId')).id),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/resubscribe-with-no-challenge',
    tier: 'medium',
    body: resubscriptionSchema,
    handle: (call) =>
      resubscribeBy(call, false, getWritableBook(call.world, call.account.id, call.int('addressBookId')).id),
  }),
];
