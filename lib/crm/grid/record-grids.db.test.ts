import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { insertPeopleForGrids } from '@/bench/people-for-grids';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { type KeysetWalk, keysetWalks, openDb, Prisma } from '@/lib/db';
import { parseCursor } from '@/lib/keyset';
import { parseTableQuery } from '@/lib/table-query';
import { countLiving, countUpTo } from './count-records';
import { listRecords } from '../index';
import { pageSql, walked } from './list-records';
import { searchConditions } from '../records/record-search';
import { recordGrid } from './record-grid';

const people = 24_000;
const query = (params: Record<string, string>) => parseTableQuery(params, recordGrid.table);
const frame = { entity: 'contact', visible: Prisma.sql`TRUE`, zone: 'UTC', fields: [] } as const;

const Explained = z.array(
  z.object({
    'QUERY PLAN': z.array(
      z.object({
        Plan: z.looseObject({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }),
      }),
    ),
  }),
);

/** Blocks that a statement touches, and its plan as text. */
async function explain(
  ctx: Awaited<ReturnType<typeof testContext>>,
  sql: Prisma.Sql,
): Promise<{ blocks: number; plan: string }> {
  const answer = Explained.parse(
    await ctx.db.prisma.$queryRaw(Prisma.sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`),
  );
  const plan = answer[0]?.['QUERY PLAN'][0]?.Plan;
  return {
    blocks: (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0),
    plan: JSON.stringify(plan),
  };
}

beforeAll(async () => {
  const db = openDb(testDatabase());
  await insertPeopleForGrids(db, people);
  await db.close();
});

describe('a grid of many', () => {
  it.each(recordGrid.table.sortable.flatMap((field) => [`${field}.asc`, `${field}.desc`]))(
    'reads no more of the database for a deep page than for the first, by %s',
    async (sort) => {
      const ctx = await testContext({ role: 'marketer' });
      const where = searchConditions('contact', '');
      let cursor = '';
      for (let page = 0; page < 60; page += 1) {
        cursor =
          (await listRecords(ctx, { entity: 'contact', query: query({ sort, size: '200', cursor }) })).page
            .nextCursor ?? '';
      }
      const asked = query({ sort, size: '50', cursor });
      const walks = keysetWalks(recordGrid.keyset(asked, frame), parseCursor(sort, asked.cursor));
      const first = keysetWalks(recordGrid.keyset(asked, frame), null)[0] as KeysetWalk;
      const deep = await explain(
        ctx,
        pageSql(walked(where), recordGrid.keyset(asked, frame), walks[0] as KeysetWalk, 51),
      );
      const top = await explain(ctx, pageSql(walked(where), recordGrid.keyset(asked, frame), first, 51));
      expect(deep.plan.includes('crm_records_by_')).toBe(true);
      // Each of 51 rows may lie in a block of its own, beside its owner's and its tags' lookups.
      expect(deep.blocks).toBeLessThan(400);
      expect(top.blocks).toBeLessThan(400);
    },
  );

  it('finds a search of few by its index, whatever the sort', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { blocks, plan } = await explain(
      ctx,
      Prisma.sql`SELECT count(*) FROM crm_records r WHERE ${searchConditions('contact', 'p12345@')}`,
    );
    expect(plan).toContain('crm_records_search');
    expect(blocks).toBeLessThan(100);
  });

  it('counts exactly up to 10,000 and says what it did beyond', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { prisma } = ctx.db;
    const total = await countLiving(prisma, 'contact');
    expect(total.kind).toBe('about');
    expect(Math.abs(total.value - people) / people).toBeLessThan(0.1);
    expect(await countLiving(prisma, 'lead')).toEqual({ value: 0, kind: 'exact' });
    expect(await countUpTo(prisma, searchConditions('contact', 'ltd'))).toEqual({
      value: 10_000,
      kind: 'over',
    });
    expect(await countUpTo(prisma, recordGrid.where(query({ 'f.consent': 'any:withdrawn' }), frame))).toEqual(
      { value: people / 100, kind: 'exact' },
    );
  });

  it('walks forward to the end and back to the beginning over the same people, empty companies last either way', async () => {
    const ctx = await testContext({ role: 'marketer' });
    for (const sort of ['company.asc', 'company.desc']) {
      const params = { sort, size: '200', q: 'firm-1' };
      const forward: (string | null)[][] = [];
      const ids: string[] = [];
      let cursor = '';
      let last = '';
      for (;;) {
        const { rows, page } = await listRecords(ctx, {
          entity: 'contact',
          query: query({ ...params, cursor }),
        });
        forward.push(rows.map((row) => row.company));
        ids.push(...rows.map((row) => row.id));
        if (page.nextCursor === null) {
          last = page.prevCursor ?? '';
          break;
        }
        cursor = page.nextCursor;
      }
      const companies = forward.flat();
      const firstEmpty = companies.indexOf(null);
      expect(firstEmpty).toBeGreaterThan(0);
      expect(companies.slice(firstEmpty).every((company) => company === null)).toBe(true);
      const back: string[] = [];
      for (cursor = last; cursor !== '';) {
        const { rows, page } = await listRecords(ctx, {
          entity: 'contact',
          query: query({ ...params, cursor }),
        });
        back.unshift(...rows.map((row) => row.id));
        cursor = page.prevCursor ?? '';
      }
      expect(back).toEqual(ids.slice(0, back.length));
      expect(ids.length - back.length).toBeLessThanOrEqual(200);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('shows the first page for a cursor that someone altered', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const first = (await listRecords(ctx, { entity: 'contact', query: query({ size: '5' }) })).rows.map(
      (row) => row.id,
    );
    const forged = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of [
      'x',
      "'; DROP TABLE crm_records; --",
      forged(['createdAt.desc', 'next', '=not a time', '1']),
      forged(['createdAt.desc', 'next', '', '1']),
      forged(['createdAt.desc', 'next', '=1', '9223372036854775808']),
      forged(['name.asc', 'next', '=a', '1']),
      forged({ __proto__: 1 }),
    ]) {
      const { rows } = await listRecords(ctx, { entity: 'contact', query: query({ size: '5', cursor }) });
      expect(rows.map((row) => row.id)).toEqual(first);
    }
  });
});
