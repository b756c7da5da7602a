import { z } from 'zod';
import { readDate, writeDate } from '../../engine/dates';
import { listCollections, type Collection, type InsightRecord } from '../../engine/insight';
import type { Contact } from '../../engine/contacts';
import { v3Failure } from '../../engine/v3/failure';
import {
  checkName,
  collectionTypes,
  createCollectionV3,
  deleteRecords,
  getCollectionV3,
  getRecordV3,
  putRecord,
  readCollectionJob,
  startCollectionJob,
} from '../../engine/v3/insight';
import { readInsightImportV3, startInsightImportV3 } from '../../engine/v3/insight-import';
import { getV3 } from '../../engine/v3/save-contact';
import { wordOf } from '../../engine/words';
import { fits } from '../../http/router';
import { defineRoute, ok, type Answer, type Call, type Route } from '../../http/route';
import { readLimit, readMarker, writeLinks, writeMarker } from './links';

const base = '/insightData/v3';
const ofContact = `${base}/contacts/{identifier}/{value}`;
const maxRecords = 1000;
const feature = 'TransactionalData';

const importSchema = z.object({
  collectionName: z.string().default(''),
  collectionScope: wordOf(['account', 'contact']).default('contact'),
  collectionType: wordOf(collectionTypes).default('custom'),
  records: z
    .array(
      z.object({
        key: z.union([z.string(), z.number()]).transform(String),
        json: z.unknown(),
        contactIdentity: z.object({ identifier: z.string(), value: z.string().nullable() }).optional(),
      }),
    )
    .optional(),
});
const keysSchema = z.object({ keys: z.array(z.string()).optional() });

const ownerOf = (call: Call): Contact =>
  getV3(call.world, call.account.id, call.text('identifier'), call.text('value'), 'insightData');
const collectionOf = (call: Call, scope?: Collection['scope']): Collection =>
  getCollectionV3(call.world, call.account.id, call.text('collectionName'), scope);

function guidOf(call: Call, name: string): string {
  if (!fits('guid', call.text(name)))
    throw v3Failure(400, 'insightData:invalidId', `The id value '${call.text(name)}' is invalid`);
  return call.text(name).toLowerCase();
}

const writeRecord = (record: InsightRecord): Record<string, unknown> => ({
  key: record.key,
  json: JSON.parse(record.json) as unknown,
  created: writeDate(record.created),
  updated: writeDate(record.modified),
  ...(record.contact === null ? {} : { ownerContactId: record.contact }),
});

function summarise(call: Call, scope?: Collection['scope'], contact?: Contact): Record<string, unknown>[] {
  return listCollections(call.world, call.account.id)
    .filter((collection) => scope === undefined || collection.scope === scope)
    .map((collection) => ({
      collectionName: collection.name,
      collectionType: collection.type,
      collectionScope: collection.scope,
      recordCount: call.world.store.number(
        'SELECT count(*) AS n FROM insight WHERE collection = ? AND (? IS NULL OR contact = ?)',
        collection.id,
        contact?.id ?? null,
        contact?.id ?? null,
      ),
    }))
    .filter(({ recordCount }) => contact === undefined || recordCount > 0);
}

function listRecords(call: Call, collection: Collection, contact?: Contact): Answer {
  const text = call.query('~modified');
  const since = text === undefined ? 0 : readDate(/^gte::(.+)$/.exec(text)?.[1] ?? '');
  if (since === undefined)
    throw v3Failure(400, 'insightData:invalidFilter', `The filter value '${text ?? ''}' is invalid`);
  const limit = readLimit(call.query('limit'), maxRecords, 'insightData');
  const records = call.world.store.rows<InsightRecord>(
    `SELECT * FROM insight WHERE collection = ? AND (? IS NULL OR contact = ?) AND modified ${call.effects.excludeEqual ? '>' : '>='} ? AND id > ? ORDER BY id LIMIT ?`,
    collection.id,
    contact?.id ?? null,
    contact?.id ?? null,
    since,
    readMarker(call.query('marker'), 'insightData'),
    limit + 1,
  );
  const page = records.slice(0, limit);
  const next = records.length > limit ? writeMarker(page.at(-1)?.id ?? 0) : undefined;
  return ok({
    _links: writeLinks(call.url, call.query('marker') ?? '', next),
    _items: page.map(writeRecord),
  });
}

function removeRecords(
  call: Call<z.infer<typeof keysSchema>>,
  collection: Collection,
  contact?: Contact,
): Answer {
  const keys = call.body.keys ?? [];
  if (keys.length === 0 || keys.length > 5000)
    throw v3Failure(
      400,
      'insightData:noRecordsSpecified',
      'You must specify the keys for the records to be deleted from the collection.',
    );
  const { deleted, notFound } = deleteRecords(call.world, collection, keys, contact);
  return ok({
    summary: { totalRecords: keys.length, totalDeleted: deleted, totalNotFound: notFound.length },
    notFound,
    failures: [],
  });
}

function writeSchema(call: Call, collection: Collection): Record<string, unknown> {
  const first = call.world.store.row<{ json: string }>(
    'SELECT json FROM insight WHERE collection = ? ORDER BY id LIMIT 1',
    collection.id,
  );
  const document = JSON.parse(first?.json ?? '{}') as Record<string, unknown>;
  const typeOf = (value: unknown): string =>
    typeof value === 'number'
      ? 'FLOAT'
      : typeof value === 'boolean'
        ? 'BOOLEAN'
        : Array.isArray(value) || typeof value === 'object'
          ? 'RECORD'
          : 'STRING';
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, { type: typeOf(value) }]));
}

const remove = (call: Call, record: InsightRecord): Answer => {
  call.world.store.run('DELETE FROM insight WHERE id = ?', record.id);
  return { status: 204 };
};
function put(call: Call, collection: Collection, owner?: Contact): Answer {
  const key = call.text('recordId');
  if (!putRecord(call.world, collection, key, call.body, owner)) return { status: 204 };
  return call.world.settings.insightCreated === 'record'
    ? { status: 201, body: writeRecord(getRecordV3(call.world, collection, key)) }
    : { status: 201 };
}

export const insightV3Routes: Route[] = [
  defineRoute({
    method: 'PUT',
    path: `${base}/import`,
    tier: 'low',
    feature,
    body: importSchema,
    handle: ({ world, account, body, effects }) => {
      checkName(body.collectionName);
      if (!body.records || body.records.length === 0)
        throw v3Failure(400, 'insightData:noRecordsSpecified', 'You must specify 1 or more records');
      createCollectionV3(world, account.id, body.collectionName, body.collectionScope, body.collectionType);
      return {
        status: 202,
        body: {
          importId: startInsightImportV3(
            world,
            account.id,
            body.collectionName,
            body.records,
            effects.importOrders,
          ),
        },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/import/{importId}`,
    tier: 'unlimited',
    feature,
    handle: (call) => {
      const importId = guidOf(call, 'importId');
      const { status, collectionName, report } = readInsightImportV3(call.world, call.account.id, importId);
      if (!report) return ok({ importId, status });
      const { total, imported, failures } = report;
      const summary = { totalRecords: total, totalImported: imported, totalRejected: failures.length };
      return ok({
        importId,
        status,
        collectionName,
        summary,
        ...(failures.length === 0 ? {} : { failures }),
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/async/{jobId}`,
    tier: 'unlimited',
    feature,
    handle: (call) => {
      const jobId = guidOf(call, 'jobId');
      const { status, processed } = readCollectionJob(call.world, call.account.id, jobId);
      return ok({
        jobId,
        status,
        ...(status === 'Finished'
          ? { summary: { totalRecords: processed, totalProcessed: processed, totalFailed: 0 }, failures: [] }
          : {}),
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/collections`,
    tier: 'medium',
    feature,
    handle: (call) => ok(summarise(call)),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/collections/{collectionName}`,
    tier: 'medium',
    feature,
    handle: (call) => {
      const scope = wordOf(['account', 'contact']).safeParse(call.query('collectionScope') ?? 'contact');
      const type = wordOf(collectionTypes).safeParse(call.query('collectionType') ?? 'custom');
      if (!scope.success || !type.success)
        throw v3Failure(400, 'insightData:invalidId', 'The scope or the type of the collection is invalid');
      return {
        status: createCollectionV3(
          call.world,
          call.account.id,
          call.text('collectionName'),
          scope.data,
          type.data,
        )
          ? 201
          : 200,
      };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/collections/{collectionName}`,
    tier: 'medium',
    feature,
    handle: (call) => ({
      status: 202,
      body: { jobId: startCollectionJob(call.world, call.account.id, collectionOf(call), 'delete') },
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/collections/{collectionName}/empty`,
    tier: 'medium',
    feature,
    handle: (call) => ({
      status: 202,
      body: { jobId: startCollectionJob(call.world, call.account.id, collectionOf(call), 'empty') },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/collections/{collectionName}/schema`,
    tier: 'medium',
    feature,
    handle: (call) => {
      const collection = collectionOf(call);
      return ok({
        collectionName: collection.name,
        collectionType: collection.type,
        schema: writeSchema(call, collection),
      });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/accounts/{collectionName}/deleteRecords`,
    tier: 'medium',
    feature,
    body: keysSchema,
    handle: (call) => removeRecords(call, collectionOf(call, 'account')),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/account`,
    tier: 'medium',
    feature,
    handle: (call) => ok(summarise(call, 'account')),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/account/{collectionName}`,
    tier: 'low',
    feature,
    handle: (call) => listRecords(call, collectionOf(call, 'account')),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/account/{collectionName}/{recordId}`,
    tier: 'high',
    feature,
    handle: (call) =>
      ok(writeRecord(getRecordV3(call.world, collectionOf(call, 'account'), call.text('recordId')))),
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/account/{collectionName}/{recordId}`,
    tier: 'medium',
    feature,
    body: z.unknown(),
    handle: (call) => put(call, collectionOf(call, 'account')),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/account/{collectionName}/{recordId}`,
    tier: 'medium',
    feature,
    handle: (call) =>
      remove(call, getRecordV3(call.world, collectionOf(call, 'account'), call.text('recordId'))),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/contacts/{collectionName}`,
    tier: 'low',
    feature,
    handle: (call) => listRecords(call, collectionOf(call, 'contact')),
  }),
  defineRoute({
    method: 'GET',
    path: ofContact,
    tier: 'medium',
    feature,
    handle: (call) => ok(summarise(call, 'contact', ownerOf(call))),
  }),
  defineRoute({
    method: 'GET',
    path: `${ofContact}/{collectionName}`,
    tier: 'low',
    feature,
    handle: (call) => listRecords(call, collectionOf(call, 'contact'), ownerOf(call)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${ofContact}/{collectionName}/deleteRecords`,
    tier: 'medium',
    feature,
    body: keysSchema,
    handle: (call) => removeRecords(call, collectionOf(call, 'contact'), ownerOf(call)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${ofContact}/{collectionName}/empty`,
    tier: 'medium',
    feature,
    handle: (call) => ({
      status: 202,
      body: {
        jobId: startCollectionJob(
          call.world,
          call.account.id,
          collectionOf(call, 'contact'),
          'empty',
          ownerOf(call).id,
        ),
      },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: `${ofContact}/{collectionName}/{recordId}`,
    tier: 'high',
    feature,
    handle: (call) =>
      ok(
        writeRecord(
          getRecordV3(call.world, collectionOf(call, 'contact'), call.text('recordId'), ownerOf(call)),
        ),
      ),
  }),
  defineRoute({
    method: 'PUT',
    path: `${ofContact}/{collectionName}/{recordId}`,
    tier: 'medium',
    feature,
    body: z.unknown(),
    handle: (call) => put(call, collectionOf(call, 'contact'), ownerOf(call)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${ofContact}/{collectionName}/{recordId}`,
    tier: 'medium',
    feature,
    handle: (call) =>
      remove(
        call,
        getRecordV3(call.world, collectionOf(call, 'contact'), call.text('recordId'), ownerOf(call)),
      ),
  }),
];
