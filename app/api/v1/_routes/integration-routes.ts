import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { deleteWithRuns } from '@/app/_server/delete-with-runs';
import { syncBothWays } from '@/app/_server/sync-both-ways';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { checkInput } from '@/app/_server/api/check-input';
import type { Context } from '@/lib/context';
import { pageAddressBooks } from '@/lib/address-books';
import { previewConsentGate } from '@/lib/export';
import { createDataField, deleteDataField, getDataField, pageDataFields } from '@/lib/data-fields';
import { CreateDataFieldInput, dataFieldTypes } from '@/lib/data-fields/schemas';
import {
  checkConnection,
  createIntegration,
  getIntegration,
  pageIntegrations,
  setIntegrationActive,
  updateIntegration,
} from '@/lib/integrations';
import {
  ConsentGate,
  CreateIntegration,
  integrationStates,
  UnsubscribeMeans,
  UpdateIntegration,
} from '@/lib/integrations/schemas';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';
import { changeOf } from './change-of';
import { PageOnly, pageOf, version } from './pages';

const read = { tag: 'integrations', permission: 'integrations.read', scope: 'integrations:read' } as const;
const write = { tag: 'integrations', permission: 'integrations.write', scope: 'integrations:write' } as const;

const text = z.string().nullable();
const time = z.iso.datetime().nullable();
const Named = z.strictObject({ id: z.string(), name: z.string() });

/** Secrets are taken and never given. */
const Integration = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.literal('Dotdigital'),
  username: z.string(),
  passwordSet: z.boolean(),
  clientId: text,
  clientSecretSet: z.boolean(),
  oauthDomain: text,
  authorisePlace: z.enum(['application', 'sign-in']),
  defaultOwner: Named.nullable(),
  unsubscribeMeans: UnsubscribeMeans,
  consentGate: ConsentGate,
  unsubscribeMeansSince: time,
  active: z.boolean(),
  state: z.enum(integrationStates),
  health: z.strictObject({ code: z.string(), message: z.string(), failingSince: time }).nullable(),
  apiEndpoint: text,
  region: text,
  accountName: text,
  timeZone: text,
  timeZoneChange: z.strictObject({ from: z.string(), at: z.iso.datetime() }).nullable(),
  emailCredits: z.number().nullable(),
  offersContactImport: z.boolean().nullable(),
  nextImportAt: time,
  lastImportAt: time,
  version: z.int(),
  createdAt: z.iso.datetime(),
  holds: z.strictObject({
    connections: z.int(),
    addressBooks: z.int(),
    emailCampaigns: z.int(),
    contacts: z.int(),
  }),
});

const Check = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    accountName: z.string(),
    region: text,
    emailCredits: z.number().nullable(),
    apiCallsLeft: z.number().nullable(),
    apiCallLimit: z.number().nullable(),
    addressBookCount: z.int(),
    offersContactImport: z.boolean().nullable(),
  }),
  z.strictObject({ ok: z.literal(false), reason: z.string(), message: z.string() }),
]);

const AddressBook = z.strictObject({
  id: z.string(),
  name: z.string(),
  visibility: z.string(),
  contactCount: z.int(),
  dotdigitalId: z.int(),
  seenAt: z.iso.datetime(),
  goneAt: time,
  connectedList: z.strictObject({ id: text, name: z.string() }).nullable(),
});

const DataField = z.strictObject({
  id: z.string(),
  integration: Named,
  name: z.string(),
  type: z.enum(dataFieldTypes),
  visibility: z.string(),
  defaultValue: text,
  notes: z.string(),
  isSystem: z.boolean(),
  usedBy: z.array(CrmEntity),
  lists: z.array(z.strictObject({ id: text, name: z.string() })),
  listCount: z.int(),
  typeChange: z.strictObject({ from: z.string(), at: z.iso.datetime() }).nullable(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  goneAt: time,
});

const { id: _id, version: _version, ...settings } = UpdateIntegration.shape;
const ChangedIntegration = z.strictObject({
  ...changeOf(settings),
  active: z.boolean().optional(),
  ...version,
});
const { integrationId: _integration, ...fieldParts } = CreateDataFieldInput.shape;

async function deleteField(ctx: Context, integrationId: string, id: string): Promise<void> {
  await getDataField(ctx, { integrationId, id });
  await withDotdigital(ctx, integrationId, (client) => deleteDataField(ctx, client, { id }));
}

const Scheduled = z.strictObject({ integrationId: z.string(), connectionCount: z.int() });

export const integrationRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/integrations',
    summary: 'List integrations',
    query: PageOnly,
    answer: pageOf(Integration),
    run: (ctx, { query }) => pageIntegrations(ctx, { limit: query.limit, after: query.cursor }),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/integrations',
    summary: 'Create an integration; its credentials are tried first',
    status: 201,
    wakes: true,
    body: CreateIntegration.strict(),
    answer: Integration,
    run: async (ctx, { body }) => getIntegration(ctx, await createIntegration(ctx, body)),
    effect: {
      action: () => 'integration.create',
      again: (ctx, { subjectId }) => getIntegration(ctx, { id: String(subjectId) }),
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/integrations/{id}',
    summary: 'One integration',
    answer: Integration,
    run: (ctx, { params }) => getIntegration(ctx, params),
  }),
  defineApiRoute({
    ...write,
    method: 'PATCH',
    path: '/integrations/{id}',
    summary: 'Change an integration; new credentials are tried first',
    wakes: true,
    description: 'What is left out stays, passwords and secrets too.',
    body: ChangedIntegration,
    answer: Integration,
    run: async (ctx, { params: { id }, body: { version: _, active, ...given }, version: over }) => {
      const now = await getIntegration(ctx, { id });
      if (Object.keys(given).length > 0 || over !== undefined) {
        await updateIntegration(ctx, {
          type: 'dotdigital',
          name: given.name ?? now.name,
          username: given.username ?? now.username,
          password: given.password ?? '',
          clientId: given.clientId === undefined ? now.clientId : given.clientId,
          clientSecret: given.clientSecret ?? '',
          oauthDomain: given.oauthDomain === undefined ? now.oauthDomain : given.oauthDomain,
          authorisePlace: given.authorisePlace ?? now.authorisePlace,
          defaultOwnerId:
            given.defaultOwnerId === undefined ? (now.defaultOwner?.id ?? null) : given.defaultOwnerId,
          unsubscribeMeans: given.unsubscribeMeans ?? now.unsubscribeMeans,
          consentGate: given.consentGate ?? now.consentGate,
          id,
          version: over ?? now.version,
        });
      }
      if (active !== undefined && active !== now.active) await setIntegrationActive(ctx, { id, active });
      return getIntegration(ctx, { id });
    },
  }),
  defineApiRoute({
    ...write,
    method: 'DELETE',
    path: '/integrations/{id}',
    summary: 'Delete an integration with what hangs on it; nothing changes at Dotdigital',
    run: async (ctx, { params: { id } }) => {
      const { name } = await getIntegration(ctx, { id });
      await deleteWithRuns(ctx, { id, name });
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/integrations/{id}/consent-gate',
    summary:
      'Whom the gate for people with marketing consent alone holds back, or would, on each connected list',
    answer: z.strictObject({
      lists: z.array(
        z.strictObject({
          listId: z.string(),
          listName: z.string(),
          letThrough: z.int(),
          heldBack: z.int(),
          leaving: z.int(),
        }),
      ),
    }),
    run: (ctx, { params: { id } }) => previewConsentGate(ctx, { id }),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/integrations/{id}/check',
    summary: 'Try the stored credentials; nothing is stored',
    answer: Check,
    run: async (ctx, { params: { id } }) => {
      const { username } = await getIntegration(ctx, { id });
      return checkConnection(ctx, { integrationId: id, username, password: '' });
    },
  }),
  defineApiRoute({
    ...write,
    permission: 'integrations.sync',
    method: 'POST',
    path: '/integrations/{id}/sync',
    summary: 'Import and export of this account are due now',
    status: 202,
    wakes: true,
    answer: Scheduled,
    run: async (ctx, { params: { id } }) => {
      const { connectionCount } = await syncBothWays(ctx, { id });
      return { integrationId: id, connectionCount };
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/integrations/{id}/address-books',
    summary: 'Its address books',
    query: PageOnly,
    answer: pageOf(AddressBook),
    run: (ctx, { params, query }) =>
      pageAddressBooks(ctx, { integrationId: params.id, limit: query.limit, after: query.cursor }),
  }),
  defineApiRoute({
    ...read,
    permission: 'fields.read',
    method: 'GET',
    path: '/integrations/{id}/data-fields',
    summary: 'Its data fields',
    query: PageOnly,
    answer: pageOf(DataField),
    run: (ctx, { params, query }) =>
      pageDataFields(ctx, { integrationId: params.id, limit: query.limit, after: query.cursor }),
  }),
  defineApiRoute({
    ...write,
    permission: 'fields.write',
    method: 'POST',
    path: '/integrations/{id}/data-fields',
    summary: 'Create a data field at Dotdigital',
    status: 201,
    body: z.strictObject({ ...fieldParts, visibility: fieldParts.visibility.default('Private') }),
    answer: DataField,
    run: async (ctx, { params: { id: integrationId }, body }) => {
      await getIntegration(ctx, { id: integrationId });
      const input = checkInput(CreateDataFieldInput, { ...body, integrationId }, 'body');
      const made = await withDotdigital(ctx, integrationId, (client) => createDataField(ctx, client, input));
      return getDataField(ctx, { integrationId, id: made.id });
    },
    effect: {
      action: () => 'data-field.create',
      again: (ctx, { subjectId }, { params }) =>
        getDataField(ctx, { integrationId: params.id, id: String(subjectId) }),
    },
  }),
  defineApiRoute({
    ...write,
    permission: 'fields.write',
    method: 'DELETE',
    path: '/integrations/{id}/data-fields',
    summary: 'Delete the data field named by ?fieldId=, at Dotdigital too',
    query: z.strictObject({ fieldId: idText }),
    run: (ctx, { params, query }) => deleteField(ctx, params.id, query.fieldId),
  }),
  defineApiRoute({
    ...write,
    permission: 'fields.write',
    method: 'DELETE',
    path: '/integrations/{id}/data-fields/{fieldId}',
    summary: 'Delete a data field, at Dotdigital too',
    run: (ctx, { params }) => deleteField(ctx, params.id, params.fieldId),
  }),
];
