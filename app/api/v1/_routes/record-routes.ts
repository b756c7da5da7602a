import { z } from 'zod';
import { defineApiRoute, defineBulkRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import type { Context } from '@/lib/context';
import {
  bulkUpsertRecords,
  createRecord,
  deleteRecord,
  getRecordResource,
  pageRecords,
  recordTimeline,
  updateRecord,
} from '@/lib/crm';
import { BulkRecord, GivenRecord, RecordPageFilter, RecordResource, type CrmEntity } from '@/lib/crm/schemas';
import { pageOf, paging, version, versionOr } from './pages';

const ChangedRecord = z.strictObject({ ...GivenRecord.shape, ...version });

const TimelineItem = z.strictObject({
  key: z.string(),
  at: z.iso.datetime(),
  kind: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  by: z.string().nullable(),
  href: z.string().nullable(),
});

/** Custom values travel with their own type; the room reads them as text, as a form gives them. */
const asTexts = (custom: GivenRecord['custom']): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(custom ?? {}).map(([key, value]) => [key, value === null ? null : String(value)]),
  );

function recordRoutesOf(entity: CrmEntity, path: 'contacts' | 'leads' | 'customers'): ApiRoute[] {
  const base = { tag: path, permission: 'crm.read', scope: 'records:read' } as const;
  const write = { tag: path, permission: 'crm.write', scope: 'records:write' } as const;
  const show = (ctx: Context, id: string) => getRecordResource(ctx, { entity, id });
  return [
    defineApiRoute({
      ...base,
      method: 'GET',
      path: `/${path}`,
      summary: `List ${path}, the oldest first`,
      query: z.strictObject({ ...paging, ...RecordPageFilter.shape }),
      answer: pageOf(RecordResource),
      run: (ctx, { query: { limit, cursor, ...filter } }) =>
        pageRecords(ctx, { entity, limit, after: cursor, filter }),
    }),
    defineApiRoute({
      ...write,
      method: 'POST',
      path: `/${path}`,
      summary: `Create one of ${path}`,
      status: 201,
      body: GivenRecord,
      answer: RecordResource,
      description: 'Several may share one address: the bulk call is the one that matches by e-mail.',
      run: async (ctx, { body: { custom, ...given } }) => {
        const { id } = await createRecord(ctx, { entity, ...given, custom: asTexts(custom) });
        return show(ctx, id);
      },
      effect: {
        action: () => `${entity}.create`,
        again: (ctx, { subjectId }) => show(ctx, String(subjectId)),
      },
    }),
    defineApiRoute({
      ...base,
      method: 'GET',
      path: `/${path}/{id}`,
      summary: `One of ${path}`,
      answer: RecordResource,
      run: (ctx, { params }) => show(ctx, params.id),
    }),
    defineApiRoute({
      ...write,
      method: 'PATCH',
      path: `/${path}/{id}`,
      summary: `Change one of ${path}`,
      body: ChangedRecord,
      answer: RecordResource,
      description:
        'What is left out stays; null empties. With `version` or If-Match, a change made meanwhile is not overwritten (409).',
      run: async (ctx, { params: { id }, body: { version: _, custom, ...given }, version: asked }) => {
        const over = await versionOr(asked, () => show(ctx, id));
        await show(ctx, id);
        await updateRecord(ctx, {
          id,
          version: over,
          ...given,
          ...(custom ? { custom: asTexts(custom) } : {}),
        });
        return show(ctx, id);
      },
    }),
    defineApiRoute({
      ...write,
      method: 'DELETE',
      path: `/${path}/{id}`,
      summary: `Delete one of ${path}`,
      run: async (ctx, { params: { id } }) => {
        await show(ctx, id);
        await deleteRecord(ctx, { id });
      },
    }),
    defineApiRoute({
      ...base,
      method: 'GET',
      path: `/${path}/{id}/timeline`,
      summary: 'Everything decided and seen about one record, the newest first',
      query: z.strictObject({ cursor: paging.cursor }),
      answer: pageOf(TimelineItem),
      run: async (ctx, { params: { id }, query }) => {
        await show(ctx, id);
        const { items, nextBefore } = await recordTimeline(ctx, { id, before: query.cursor });
        return { data: items, nextCursor: nextBefore };
      },
    }),
    defineBulkRoute({
      ...write,
      path: `/${path}/bulk`,
      summary: `Create or change any number of ${path}, matched by e-mail`,
      row: BulkRecord,
      description:
        'A JSON array or NDJSON, of any length. Each row is matched by its e-mail address with the oldest record that carries it; what a row leaves out stays, null empties. Rows are answered as they are stored.',
      store: (ctx, rows) => bulkUpsertRecords(ctx, { entity, rows }),
    }),
  ];
}

export const recordRoutes: ApiRoute[] = [
  ...recordRoutesOf('contact', 'contacts'),
  ...recordRoutesOf('lead', 'leads'),
  ...recordRoutesOf('customer', 'customers'),
];
