import { z } from 'zod';
import { getByEmail, getContact, type Contact } from '../engine/contacts';
import { invalidParameter, notFound, refuse } from '../engine/failure';
import {
  emptyCollection,
  getCollection,
  getRecord,
  isFault,
  listCollections,
  openCollection,
  writeItem,
  type InsightItem,
  type InsightRecord,
} from '../engine/insight';
import { findInsightImport, startInsightImport, type InsightImport } from '../engine/insight-import';
import type { World } from '../engine/world';
import { dated } from '../http/row-time';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';

const jsonSchema = z.union([z.string(), z.record(z.string(), z.unknown())]).nullish();
const itemSchema = z.object({
  key: z.string().nullish(),
  contactIdentifier: z.string().nullish(),
  json: jsonSchema,
});
const feature = 'TransactionalData';
const base = '/v2/contacts/transactional-data';
const newest = 100;

const write = ({ key, identifier, json, modified }: InsightRecord): Record<string, unknown> =>
  dated({ key, contactIdentifier: identifier, json }, modified);
/** A document may come as it is, instead of as a text, unless a switch says otherwise. */
function asText({ settings }: World, json: z.infer<typeof jsonSchema>): string | null | undefined {
  if (typeof json !== 'object' || json === null) return json;
  if (settings.insightJson === 'refused') throw invalidParameter('json is not valid.');
  return JSON.stringify(json);
}

const writeImport = ({ id, status }: InsightImport): Record<string, unknown> => ({ id, status });
const collectionOf = (call: Call) => getCollection(call.world, call.account.id, call.text('collectionName'));

function store(call: Call, item: InsightItem, status: number): Answer {
  const collection = openCollection(call.world, call.account.id, call.text('collectionName'));
  const result = writeItem(call.world, collection, item);
  if (isFault(result))
    throw refuse('ERROR_TRANSACTIONAL_DATA_VALIDATION_FAILED', `${result.reason}: ${result.detail}`);
  return { status, body: write(result) };
}

function importOf(call: Call): InsightImport {
  const found = findInsightImport(call.world, call.account.id, call.text('importId'));
  if (!found) throw notFound('ERROR_IMPORT_NOT_FOUND');
  return found;
}

const perContact = (parameter: string, contactOf: (call: Call) => Contact): Route[] => [
  defineRoute({
    method: 'GET',
    path: `/v2/contacts/{${parameter}}/transactional-data/{collectionName}`,
    tier: 'medium',
    feature,
    handle: (call) => {
      const contact = contactOf(call);
      return ok(
        call.world.store
          .rows<InsightRecord>(
            'SELECT * FROM insight WHERE collection = ? AND contact = ? ORDER BY id DESC LIMIT ?',
            collectionOf(call).id,
            contact.id,
            newest,
          )
          .map(write),
      );
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `/v2/contacts/{${parameter}}/transactional-data/{collectionName}`,
    tier: 'medium',
    feature,
    handle: (call) => {
      const contact = contactOf(call);
      call.world.store.run(
        'DELETE FROM insight WHERE collection = ? AND contact = ?',
        collectionOf(call).id,
        contact.id,
      );
      return { status: 204 };
    },
  }),
];

export const transactionalDataRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: `${base}/import/{collectionName}`,
    tier: 'low',
    feature,
    body: z.array(itemSchema),
    handle: (call) => {
      const collection = openCollection(call.world, call.account.id, call.text('collectionName'));
      return {
        status: 202,
        body: writeImport(
          startInsightImport(
            call.world,
            call.account.id,
            collection,
            call.body.map((item) => ({ ...item, json: asText(call.world, item.json) })),
          ),
        ),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/import/{importId}`,
    tier: 'unlimited',
    feature,
    handle: (call) => ok(writeImport(importOf(call))),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/import/{importId}/report`,
    tier: 'high',
    feature,
    handle: (call) => {
      const { status, items, imported, faults } = importOf(call);
      if (status !== 'Finished') throw notFound('ERROR_IMPORT_REPORT_NOT_FOUND');
      return ok({
        totalItems: items,
        totalImported: imported,
        totalRejected: faults.length,
        faults: call.world.settings.legacy ? faults.map(({ key, reason }) => ({ key, reason })) : faults,
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/transactional-data-collections',
    tier: 'medium',
    feature,
    maxSelect: 1000,
    handle: ({ world, account, page }) =>
      ok(
        listCollections(world, account.id)
          .slice(page.skip, page.skip + page.select)
          .map(({ id, name }) => ({ id, name })),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/{collectionName}`,
    tier: 'medium',
    feature,
    body: itemSchema,
    handle: (call) => store(call, { ...call.body, json: asText(call.world, call.body.json) }, 201),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/{collectionName}`,
    tier: 'low',
    feature,
    handle: (call) => {
      const from = Number(call.query('fromId') ?? 0) || 0;
      const take = Math.min(1000, Math.max(1, Number(call.query('take') ?? newest) || newest));
      return ok(
        call.world.store
          .rows<InsightRecord>(
            'SELECT * FROM insight WHERE collection = ? AND id > ? ORDER BY id LIMIT ?',
            collectionOf(call).id,
            from,
            take,
          )
          .map(write),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/{collectionName}/{key}`,
    tier: 'medium',
    feature,
    body: z.object({ json: jsonSchema }),
    handle: (call) => {
      const { key, identifier } = getRecord(call.world, collectionOf(call), call.text('key'));
      return store(
        call,
        { key, contactIdentifier: identifier, json: asText(call.world, call.body.json) },
        200,
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/{collectionName}/{key}`,
    tier: 'high',
    feature,
    handle: (call) => ok(write(getRecord(call.world, collectionOf(call), call.text('key')))),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/{collectionName}/{key}`,
    tier: 'medium',
    feature,
    handle: (call) => {
      call.world.store.run(
        'DELETE FROM insight WHERE id = ?',
        getRecord(call.world, collectionOf(call), call.text('key')).id,
      );
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/{collectionName}/empty`,
    tier: 'medium',
    feature,
    handle: (call) => {
      emptyCollection(call.world, collectionOf(call));
      return { status: 204 };
    },
  }),
  ...perContact('id', (call) => getContact(call.world, call.account.id, call.int('id'))),
  ...perContact('email', (call) => getByEmail(call.world, call.account.id, call.text('email'))),
  defineRoute({
    method: 'GET',
    path: '/v2/transactional-data/{collectionName}',
    tier: 'low',
    feature,
    maxSelect: 100,
    handle: (call) =>
      ok(
        call.world.store
          .rows<InsightRecord>(
            'SELECT * FROM insight WHERE collection = ? AND contact IS NULL ORDER BY id LIMIT ? OFFSET ?',
            collectionOf(call).id,
            call.page.select,
            call.page.skip,
          )
          .map(write),
      ),
  }),
];
