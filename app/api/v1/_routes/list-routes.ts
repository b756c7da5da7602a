import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import type { Context } from '@/lib/context';
import { CrmEntity } from '@/lib/crm/schemas';
import {
  addMembers,
  applyUpdate,
  archiveMarketingList,
  createMarketingList,
  evaluateList,
  getMarketingList,
  listMembers,
  pageMarketingLists,
  pageRemoved,
  removeMember,
  updateMarketingList,
} from '@/lib/marketing-lists';
import {
  AddMembers,
  CreateMarketingList,
  listTypes,
  memberStates,
  UpdateMarketingList,
} from '@/lib/marketing-lists/schemas';
import { FilterDefinition } from '@/lib/filters/schemas';
import { plainText } from '@/lib/text';
import { changeOf } from './change-of';
import { pageOf, paging, version, versionOr } from './pages';

const read = { tag: 'marketing-lists', permission: 'lists.read', scope: 'lists:read' } as const;
const write = { tag: 'marketing-lists', permission: 'lists.write', scope: 'lists:write' } as const;

const text = z.string().nullable();
const time = z.iso.datetime().nullable();
const Named = z.strictObject({ id: z.string(), name: z.string() });

const List = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  entity: CrmEntity,
  type: z.enum(listTypes),
  owner: Named.nullable(),
  memberCount: z.int(),
  evaluation: z.strictObject({
    state: z.enum(['never', 'fresh', 'failed']),
    at: time,
    milliseconds: z.int().nullable(),
    message: text,
    outdated: z.boolean(),
  }),
  books: z.array(z.strictObject({ name: z.string(), integration: z.string() })),
  createdAt: z.iso.datetime(),
  folder: Named.nullable(),
  favourite: z.boolean(),
  ownerOnly: z.boolean(),
  archivedAt: time,
  canChange: z.boolean(),
  version: z.int(),
  columns: z.array(z.strictObject({ name: z.string(), label: z.string(), kind: z.string() })),
  filter: z.unknown(),
  /** What the filter means, in words; null where it can't be read. */
  sentence: text,
  problems: z.array(z.looseObject({ path: z.array(z.int()), message: z.string() })),
  timeZone: z.string(),
});

const Member = z.strictObject({
  recordId: z.string(),
  name: z.string(),
  email: text,
  values: z.record(z.string(), text),
  state: z.enum(memberStates),
  reason: text,
  /** Why nothing is sent, by the codes of a preview's reasons; null: nothing keeps the person from it. */
  reasonCode: text,
  marketingState: z.string(),
  subscribed: z.boolean(),
  canSubscribe: z.boolean(),
  optedOut: z.boolean(),
  contactedCount: z.int(),
  lastContactedAt: time,
  lastSentAt: time,
  joinedAt: z.iso.datetime(),
});

/** Of whoever was taken off by hand: not a member, whatever the filter says. */
const Removed = z.strictObject({
  recordId: z.string(),
  name: z.string(),
  email: text,
  state: z.literal('removed'),
  reason: text,
  removedAt: z.iso.datetime(),
  removedBy: text,
  stillMatches: z.boolean(),
});

const Evaluation = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('fresh'),
    memberCount: z.int(),
    joined: z.int(),
    left: z.int(),
    milliseconds: z.number(),
  }),
  z.strictObject({ state: z.literal('failed'), message: z.string() }),
]);

const Added = z.strictObject({
  added: z.int(),
  restored: z.int(),
  already: z.int(),
  unknown: z.int(),
  memberCount: z.int(),
});

const { id: _id, version: _version, ...parts } = UpdateMarketingList.shape;

/** Without what a grid of members might bring in besides. */
async function show(ctx: Context, id: string) {
  const { more: _more, ...list } = await getMarketingList(ctx, id);
  return list;
}

const emptyFilter = FilterDefinition.parse({
  version: 1,
  root: { kind: 'group', combinator: 'all', rules: [] },
});

const noReason = z.strictObject({ reason: plainText.trim().max(500).default('') });

export const listRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/marketing-lists',
    summary: 'List marketing lists',
    answer: pageOf(List),
    query: z.strictObject({
      ...paging,
      entity: CrmEntity.optional(),
      type: z.enum(listTypes).optional(),
      archived: z.enum(['true', 'false']).default('false'),
    }),
    run: (ctx, { query: { limit, cursor, archived, ...filter } }) =>
      pageMarketingLists(ctx, { limit, after: cursor, filter: { ...filter, archived: archived === 'true' } }),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/marketing-lists',
    summary: 'Create a marketing list and find its first members',
    status: 201,
    answer: List,
    description: 'A manual list takes no filter: its people are put in by POST …/members.',
    body: z.strictObject({
      ...CreateMarketingList.shape,
      columns: CreateMarketingList.shape.columns.default(['firstName', 'lastName', 'email']),
      filter: FilterDefinition.default(emptyFilter),
    }),
    run: async (ctx, { body }) => show(ctx, (await createMarketingList(ctx, body)).id),
    effect: {
      action: () => 'marketing-list.create',
      again: async (ctx, { subjectId }) => {
        const list = await show(ctx, String(subjectId));
        if (list.evaluation.state !== 'never') return list;
        await evaluateList(ctx, BigInt(list.id));
        return show(ctx, list.id);
      },
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/marketing-lists/{id}',
    summary: 'One marketing list',
    answer: List,
    run: (ctx, { params }) => show(ctx, params.id),
  }),
  defineApiRoute({
    ...write,
    method: 'PATCH',
    path: '/marketing-lists/{id}',
    summary: 'Change a marketing list',
    answer: List,
    description: 'What is left out stays. The entity of a list never changes.',
    body: z.strictObject({ ...changeOf(parts), ...version }),
    run: async (ctx, { params: { id }, body: { version: _, ...given }, version: over }) => {
      const now = await show(ctx, id);
      const kept = {
        name: now.name,
        description: now.description,
        type: now.type,
        ownerId: now.owner?.id ?? null,
        ownerOnly: now.ownerOnly,
        folderId: now.folder?.id ?? null,
        columns: now.columns.map(({ name }) => name),
        filter: now.filter,
      };
      const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      await updateMarketingList(
        ctx,
        UpdateMarketingList.parse({ ...kept, ...asked, id, version: over ?? now.version }),
      );
      return show(ctx, id);
    },
  }),
  defineApiRoute({
    ...write,
    method: 'DELETE',
    path: '/marketing-lists/{id}',
    summary: 'Put a marketing list away',
    description:
      'It is archived: out of every grid, not evaluated any more, its history kept. A list that feeds an address book must be disconnected first (409).',
    run: async (ctx, { params: { id }, version: over }) => {
      await archiveMarketingList(ctx, { id, version: await versionOr(over, () => show(ctx, id)) });
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/marketing-lists/{id}/members',
    summary: 'Its people, each with state and reason',
    answer: pageOf(z.union([Member, Removed])),
    description:
      'state=removed answers whom somebody took off by hand, with the reason that was given; they are not among its people otherwise.',
    query: z.strictObject({ ...paging, state: z.enum([...memberStates, 'removed']).optional() }),
    run: async (ctx, { params, query }) => {
      if (query.state === 'removed') {
        const { data, nextCursor } = await pageRemoved(ctx, params.id, {
          limit: query.limit,
          after: query.cursor,
        });
        return {
          data: data.map((row) => ({ ...row, state: 'removed' as const, reason: row.reason || null })),
          nextCursor,
        };
      }
      const { rows, nextCursor } = await listMembers(ctx, params.id, {
        q: '',
        sort: { field: 'recordId', direction: 'asc' },
        page: 1,
        size: query.limit,
        cursor: query.cursor,
        filters:
          query.state === undefined
            ? []
            : [{ field: 'state', type: 'choice', op: 'any', value: [query.state] }],
      });
      return { data: rows, nextCursor };
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/marketing-lists/{id}/update',
    summary: 'An on-demand list becomes what its filter means now',
    answer: Evaluation,
    wakes: true,
    run: async (ctx, { params }) => {
      await show(ctx, params.id);
      return applyUpdate(ctx, params);
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/marketing-lists/{id}/members',
    summary: 'Put records on a manual list',
    answer: Added,
    description:
      'Whoever was taken off by hand comes back. Records of another entity, or deleted ones, are counted as unknown.',
    body: z.strictObject({ recordIds: AddMembers.shape.recordIds }),
    run: (ctx, { params, body }) => addMembers(ctx, { listId: params.id, ...body }),
    effect: {
      action: () => 'marketing-list.add-members',
      again: async (_ctx, { detail }) => Added.parse(z.object(Added.shape).parse(detail)),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'DELETE',
    path: '/marketing-lists/{id}/members/{recordId}',
    summary: 'Take a record off a list by hand: it stays off until it is put back',
    query: noReason,
    run: (ctx, { params, query }) =>
      removeMember(ctx, { listId: params.id, recordId: params.recordId, reason: query.reason }),
  }),
];
