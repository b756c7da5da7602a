import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressBookGrid, knownPeopleGrid, listAddressBooks, listKnownPeople } from '@/lib/address-books';
import { apiTokenGrid, listApiTokens } from '@/lib/api-tokens';
import { auditGrid, listAuditLines } from '@/lib/audit';
import { automationGrid, firingGrid, listAutomations, listFirings } from '@/lib/automations';
import {
  emailCampaignGrid,
  listEmailCampaigns,
  listMarketingCampaigns,
  listRecipients,
  marketingCampaignGrid,
  readRecipientAsk,
  recipientGrid,
} from '@/lib/campaigns';
import type { Actor } from '@/lib/actor';
import { visibleRecords, type Context } from '@/lib/context';
import { removedScope } from '@/lib/marketing-lists/members/removed-grid';
import { listRecords, recordGrid } from '@/lib/crm';
import { csvImportGrid, listCsvImports } from '@/lib/csv-imports';
import { dataFieldGrid, listDataFields, listMappings, mappingGrid } from '@/lib/data-fields';
import { insightGrid, listInsightItems } from '@/lib/insight-data';
import { integrationGrid, listIntegrations } from '@/lib/integrations';
import {
  listGrid,
  listMarketingLists,
  listMembers,
  listRemoved,
  memberGrid,
  removedGrid,
} from '@/lib/marketing-lists';
import { listRunOutcomes, listSyncRuns, outcomeGrid, runGrid } from '@/lib/sync-runs';
import { draftGrid, listDrafts } from '@/lib/sending';
import { listTeams, listUsers, teamGrid, userGrid } from '@/lib/users';
import { startOfDay } from '@/lib/start-of-day';
import { parseTableQuery, type TableFilter, type TableQuery } from '@/lib/table-query';
import { createGridWorld, gridZone, rowsPerGrid, type GridWorld } from '@/prisma/seed/grid-world';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { openDb } from '../open';
import { Prisma } from '../generated/client';
import type { Grid, GridQuestion } from './define-grid';

const { sql } = Prisma;

type Page = { ids: string[]; total: number; next?: string | null; prev?: string | null };
type Case = {
  table: Grid<never>['table'];
  ask: (query: TableQuery) => GridQuestion;
  read: (ctx: Context, query: TableQuery) => Promise<Page>;
  /** What stands above all others. */
  first?: Prisma.Sql;
};

/** A grid, what it is asked within, and the verb that reads a page of it. */
const caseOf = <Scope, Sort extends string, Filter extends string>(
  grid: Grid<Scope, Sort, Filter>,
  scope: Scope,
  read: (ctx: Context, query: TableQuery<Sort, Filter>) => Promise<Page>,
  first?: Prisma.Sql,
): Case => ({
  table: grid.table,
  ask: (query) => grid.ask(query as TableQuery<Sort, Filter>, scope),
  read: (ctx, query) => read(ctx, query as TableQuery<Sort, Filter>),
  ...(first ? { first } : {}),
});

const numbered = async <Row>(
  page: Promise<{ rows: Row[]; total: number }>,
  idOf: (row: Row) => string | number,
): Promise<Page> => {
  const { rows, total } = await page;
  return { ids: rows.map((row) => String(idOf(row))), total };
};
const byId = <Row extends { id: string }>(page: Promise<{ rows: Row[]; total: number }>) =>
  numbered(page, (row) => row.id);

/** Somebody who shares teams with every owner of the world: conditions by owner stand in every statement, and leave nobody out. */
const teamMate: Actor = {
  kind: 'person',
  userId: '1',
  name: 'A',
  email: 'a@example.com',
  role: 'marketer',
  byOwner: { records: true, campaigns: true },
  teammates: Array.from({ length: 1_000 }, (_, n) => String(n + 1)),
};
const ctxOfLists = { actor: teamMate } as Context;

const casesOf = (w: GridWorld): Record<string, Case> => ({
  addressBookGrid: caseOf(addressBookGrid, { integrationId: w.integrationId }, (ctx, query) =>
    byId(listAddressBooks(ctx, w.integrationId, query)),
  ),
  apiTokenGrid: caseOf(apiTokenGrid, { userId: null, mayAll: true, now: new Date() }, (ctx, query) =>
    byId(listApiTokens(ctx, query)),
  ),
  auditGrid: caseOf(auditGrid, { zone: gridZone }, async (ctx, query) => {
    const page = await listAuditLines(ctx, query);
    return {
      ids: page.rows.map(({ id }) => id),
      total: page.total,
      next: page.nextCursor,
      prev: page.prevCursor,
    };
  }),
  automationGrid: caseOf(automationGrid, {}, (ctx, query) => byId(listAutomations(ctx, query))),
  csvImportGrid: caseOf(csvImportGrid, {}, (ctx, query) => byId(listCsvImports(ctx, query))),
  dataFieldGrid: caseOf(dataFieldGrid, {}, (ctx, query) => byId(listDataFields(ctx, query))),
  draftGrid: caseOf(draftGrid, { ctx: ctxOfLists }, (ctx, query) => byId(listDrafts(ctx, query))),
  firingGrid: caseOf(firingGrid, { ctx: ctxOfLists, automationId: w.automationId }, (ctx, query) =>
    byId(listFirings(ctx, String(w.automationId), query)),
  ),
  emailCampaignGrid: caseOf(emailCampaignGrid, { ctx: ctxOfLists }, (ctx, query) =>
    byId(listEmailCampaigns(ctx, query)),
  ),
  insightGrid: caseOf(insightGrid, { ctx: ctxOfLists, integrationId: w.integrationId }, (ctx, query) =>
    byId(listInsightItems(ctx, String(w.integrationId), query)),
  ),
  integrationGrid: caseOf(integrationGrid, {}, (ctx, query) => byId(listIntegrations(ctx, query))),
  knownPeopleGrid: caseOf(knownPeopleGrid, { ctx: ctxOfLists, kind: 'connected' }, async (ctx, query) => {
    const page = await listKnownPeople(ctx, { kind: 'connected', id: '0' }, query);
    return {
      ids: page.rows.map(({ bookId }) => String(bookId)),
      total: page.total,
      next: page.nextCursor,
      prev: page.prevCursor,
    };
  }),
  listGrid: caseOf(
    listGrid,
    { ctx: ctxOfLists, userId: null, zone: gridZone, archived: false },
    (ctx, query) => byId(listMarketingLists(ctx, query)),
  ),
  marketingCampaignGrid: caseOf(marketingCampaignGrid, { ctx: ctxOfLists }, (ctx, query) =>
    byId(listMarketingCampaigns(ctx, query)),
  ),
  mappingGrid: caseOf(mappingGrid, { fits: {} }, (ctx, query) => byId(listMappings(ctx, query))),
  memberGrid: caseOf(
    memberGrid,
    {
      listId: w.listId,
      entity: 'lead',
      visible: (r) => visibleRecords(ctxOfLists, r),
      connection: null,
      asksState: false,
    },
    async (ctx, query) => {
      const page = await listMembers(ctx, String(w.listId), query);
      return {
        ids: page.rows.map(({ recordId }) => recordId),
        total: page.total,
        next: page.nextCursor,
        prev: page.prevCursor,
      };
    },
  ),
  outcomeGrid: caseOf(outcomeGrid, { ctx: ctxOfLists, runId: w.runId }, (ctx, query) =>
    numbered(listRunOutcomes(ctx, String(w.runId), query), (row) => row.n),
  ),
  recipientGrid: caseOf(
    recipientGrid,
    {
      ...readRecipientAsk({}),
      ctx: ctxOfLists,
      campaignId: w.campaignId,
      integrationId: w.integrationId,
      zone: gridZone,
      split: null,
    },
    (ctx, query) => numbered(listRecipients(ctx, String(w.campaignId), query), (row) => row.contactId),
  ),
  recordGrid: caseOf(
    recordGrid,
    { entity: 'lead', visible: visibleRecords(ctxOfLists), zone: gridZone, fields: [] },
    async (ctx, query) => {
      const { rows, total, page } = await listRecords(ctx, { entity: 'lead', query });
      return {
        ids: rows.map(({ id }) => id),
        total: total.value,
        next: page.nextCursor,
        prev: page.prevCursor,
      };
    },
  ),
  removedGrid: caseOf(removedGrid, removedScope(ctxOfLists, w.removedListId, null), (ctx, query) =>
    numbered(listRemoved(ctx, String(w.removedListId), query), (row) => row.recordId),
  ),
  runGrid: caseOf(
    runGrid,
    { ctx: ctxOfLists },
    (ctx, query) => byId(listSyncRuns(ctx, query)),
    sql`s.state IN ('running', 'waiting')`,
  ),
  teamGrid: caseOf(teamGrid, {}, (ctx, query) => byId(listTeams(ctx, query))),
  userGrid: caseOf(userGrid, {}, (ctx, query) => byId(listUsers(ctx, query))),
});
const names = Object.keys(
  casesOf({ integrationId: 0n, campaignId: 0n, listId: 0n, removedListId: 0n, runId: 0n, automationId: 0n }),
);

const db = openDb(testDatabase());
afterAll(() => db.close());
let cases: Record<string, Case>;
beforeAll(async () => {
  // Where the database itself is must not matter.
  const [{ name } = { name: '' }] = await db.prisma.$queryRaw<
    { name: string }[]
  >`SELECT current_database() AS name`;
  await db.prisma.$executeRawUnsafe(`ALTER DATABASE "${name}" SET TimeZone = 'America/New_York'`);
  cases = casesOf(await createGridWorld(db.prisma));
});
const caseNamed = (name: string): Case => {
  const found = cases[name];
  if (!found) throw new Error(`no grid ${name}`);
  return found;
};

const size = 7;
const queryOf = (grid: Case, params: Record<string, string> = {}): TableQuery => {
  const prefix = grid.table.prefix ? `${grid.table.prefix}.` : '';
  const query = parseTableQuery(
    Object.fromEntries(Object.entries(params).map(([key, value]) => [prefix + key, value])),
    { ...grid.table, defaultSize: 200 },
  );
  return query as TableQuery;
};

/** From page to page to the end; by cursors also back to the beginning. */
async function walk(
  ctx: Context,
  grid: Case,
  sort: string,
): Promise<{ there: string[]; back: string[] | null; total: number }> {
  const there: string[] = [];
  let page = await grid.read(ctx, queryOf(grid, { sort, size: `${size}` }));
  const { total } = page;
  for (let n = 2; ; n += 1) {
    there.push(...page.ids);
    if (page.next === undefined ? page.ids.length < size : page.next === null) break;
    page = await grid.read(
      ctx,
      queryOf(grid, { sort, size: `${size}`, page: `${n}`, cursor: page.next ?? '' }),
    );
  }
  if (page.next === undefined) return { there, back: null, total };
  const back = [...page.ids];
  while (page.prev) {
    page = await grid.read(ctx, queryOf(grid, { sort, size: `${size}`, cursor: page.prev }));
    back.unshift(...page.ids);
  }
  return { there, back, total };
}

type Standing = { id: string; rank: number; empty: boolean; above: boolean; moment: Date | null };

/** Every row with its place among the values, as the database ranks them without any grid's ORDER BY. */
async function standings(grid: Case, field: string, moments = false): Promise<Map<string, Standing>> {
  const { from, where, key, id } = grid.ask(queryOf(grid, { sort: `${field}.asc` }));
  const rows = await db.prisma.$queryRaw<Standing[]>`
    SELECT (${id})::text AS id, (rank() OVER (ORDER BY ${key}))::int AS rank, (${key}) IS NULL AS empty, ${grid.first ?? sql`FALSE`} AS above,
      ${moments ? key : sql`NULL::timestamptz`} AS moment
    FROM ${from} WHERE ${where}`;
  return new Map(rows.map((row) => [row.id, row]));
}

it('knows every grid there is', () => {
  const lib = join(import.meta.dirname, '../..');
  const declared = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('generated') && !path.endsWith('.test.ts'))
    .flatMap((path) => [...readFileSync(join(lib, path), 'utf8').matchAll(/const (\w+) = defineGrid\b/g)])
    .map(([, name]) => name);
  expect(declared.sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  it('sorts by each of its columns both ways, empty ones last, and pages without loss or doubling', async () => {
    const ctx = await testContext();
    const grid = caseNamed(name);
    for (const field of grid.table.sortable) {
      const all = await standings(grid, field);
      expect(all.size).toBeGreaterThanOrEqual(rowsPerGrid);
      for (const direction of ['asc', 'desc'] as const) {
        const sort = `${field}.${direction}`;
        const { there, back, total } = await walk(ctx, grid, sort);
        expect([sort, total, there.length, new Set(there).size]).toEqual([
          sort,
          all.size,
          all.size,
          all.size,
        ]);
        expect([...there].sort()).toEqual([...all.keys()].sort());
        if (back) expect([sort, back]).toEqual([sort, there]);
        const found = there.map((id) => all.get(id) as Standing);
        const ties = new Set<boolean>();
        for (const [n, row] of found.slice(1).entries()) {
          const before = found[n] as Standing;
          const where = `${sort} at ${n}`;
          if (before.above !== row.above) expect([where, before.above]).toEqual([where, true]);
          else if (before.empty !== row.empty) expect([where, row.empty]).toEqual([where, true]);
          else if (before.rank !== row.rank)
            expect([where, before.rank < row.rank]).toEqual([where, direction === 'asc']);
          else ties.add(BigInt(before.id) < BigInt(row.id));
        }
        expect([sort, ties.size < 2]).toEqual([sort, true]);
        expect(await walk(ctx, grid, sort)).toEqual({ there, back, total });
      }
    }
  });

  it('takes a search as it is, whatever signs it holds', async () => {
    const ctx = await testContext();
    const grid = caseNamed(name);
    const all = await grid.read(ctx, queryOf(grid));
    for (const q of ['%', '_', '\\', "'", '%%', "' OR '1'='1", '\\%', '$1', '?', ';--']) {
      const { ids, total } = await grid.read(ctx, queryOf(grid, { q }));
      expect([q, ids.length]).toEqual([q, total]);
      expect(all.ids).toEqual(expect.arrayContaining(ids));
      expect([q, ids.length < all.ids.length]).toEqual([q, true]);
    }
  });

  it('applies each of its filters, and lets nobody through where one means nothing', async () => {
    const ctx = await testContext();
    const grid = caseNamed(name);
    const all = new Set((await grid.read(ctx, queryOf(grid))).ids);
    const numbers = ['eq:1', 'gte:1', 'lte:1', 'between:1,2', 'gte:0.5', 'eq:1e300', 'between:-1e300,1e300'];
    const raw = {
      text: ['contains:%', 'is:%', 'contains:_', 'is:\\', "contains:'", "is:' OR TRUE --"],
      number: numbers,
      choice: ['any:%', "any:'", 'any:none', 'any:1', 'any:\\\\', 'any:lead,Sent,export'],
      boolean: ['is:yes', 'is:no'],
      date: ['between:2026-04-05,', 'between:,2026-04-05', 'between:0001-01-01,9999-12-31'],
    };
    for (const [field, type] of Object.entries(grid.table.filterable)) {
      for (const value of raw[type]) {
        const query = queryOf(grid, { [`f.${field}`]: value });
        expect([field, value, query.filters.length]).toEqual([field, value, 1]);
        const { ids, total } = await grid.read(ctx, query);
        expect([field, value, ids.length]).toEqual([field, value, total]);
        expect(ids.filter((id) => !all.has(id))).toEqual([]);
      }
      if (type === 'number') {
        const found = async (value: string) =>
          (await grid.read(ctx, queryOf(grid, { [`f.${field}`]: value }))).ids;
        const [one, less, more] = [await found('eq:1'), await found('lte:0'), await found('gte:1.5')];
        expect([...one, ...less, ...more].sort()).toEqual([...all].sort());
        expect([field, one.length > 0]).toEqual([field, true]);
      }
    }
    for (const field of ['nothing', 'constructor', '"; DROP TABLE users; --']) {
      const filter: TableFilter = { field, type: 'text', op: 'is', value: 'x' };
      const asked = { ...queryOf(grid), filters: [filter] };
      expect((await grid.read(ctx, asked)).ids).toEqual([]);
    }
  });

  it('means a day of its account, through the nights the clocks change', async () => {
    const ctx = await testContext();
    const grid = caseNamed(name);
    for (const [field, type] of Object.entries(grid.table.filterable)) {
      if (type !== 'date') continue;
      const all = [...(await standings(grid, field, true)).values()];
      for (const [from, to] of [
        ['2026-04-04', '2026-04-04'],
        ['2026-04-05', '2026-04-05'],
        ['2026-04-06', ''],
        ['2026-09-27', '2026-09-27'],
        ['', '2026-09-26'],
      ] as const) {
        const [first, after] = [from && startOfDay(from, gridZone), to && startOfDay(to, gridZone, 1)];
        const meant = all.filter(
          ({ moment }) =>
            moment !== null && (first === '' || moment >= first) && (after === '' || moment < after),
        );
        const { ids } = await grid.read(ctx, queryOf(grid, { [`f.${field}`]: `between:${from},${to}` }));
        expect([field, from, to, [...ids].sort()]).toEqual([
          field,
          from,
          to,
          meant.map(({ id }) => id).sort(),
        ]);
        expect(meant.length).toBeGreaterThan(0);
      }
    }
  });
});
