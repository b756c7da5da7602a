import { expect, it } from 'vitest';
import { createList, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { keysetWalks, Prisma } from '@/lib/db';
import { parseTableQuery } from '@/lib/table-query';
import { listMembers, membersSql, preparePage } from './list-members';
import { memberGrid } from './member-grid';

const count = 20_000;

/** As after one evaluation: everyone joined at the same moment, few were contacted. */
async function makeBigList(ctx: Awaited<ReturnType<typeof testContext>>): Promise<bigint> {
  const { prisma } = ctx.db;
  const source = `depth-${Math.random()}`;
  await prisma.$executeRaw`
    INSERT INTO crm_records (entity, first_name, email, email_key, source, updated_at)
    SELECT 'contact', 'P' || n, 'p' || n || '@depth.example', 'p' || n || '@depth.example', ${source}, now() FROM generate_series(1, ${count}::int) n`;
  const id = await createList(prisma, { filter: filterOf(), memberCount: count });
  await prisma.$executeRaw`
    INSERT INTO list_items (list_id, record_id, in_filter, joined_at, contacted_count, last_contacted_at)
    SELECT ${id}, id, TRUE, '2026-11-01', id % 3, CASE WHEN id % 3 > 0 THEN '2026-11-02'::timestamptz END FROM crm_records WHERE source = ${source}`;
  await prisma.$executeRaw`ANALYZE list_items, crm_records`;
  return id;
}

type Plan = {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};
const rowsOf = (plan: Plan): number =>
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] +
  (plan.Plans ?? []).reduce((sum, one) => sum + rowsOf(one), 0);

it('reads a page deep in any sort without reading what stands before it, and walks over everyone once', async () => {
  const ctx = await testContext();
  const listId = await makeBigList(ctx);
  for (const field of memberGrid.table.sortable) {
    for (const direction of ['asc', 'desc'] as const) {
      const seen = new Set<string>();
      let page = await listMembers(
        ctx,
        String(listId),
        parseTableQuery({ sort: `${field}.${direction}`, size: '200' }, memberGrid.table),
      );
      for (let n = 0; n < 3; n += 1) {
        for (const row of page.rows) seen.add(row.recordId);
        page = await listMembers(
          ctx,
          String(listId),
          parseTableQuery(
            { sort: `${field}.${direction}`, size: '200', cursor: page.nextCursor ?? '' },
            memberGrid.table,
          ),
        );
      }
      expect([field, direction, seen.size]).toEqual([field, direction, 600]);

      const query = parseTableQuery({ sort: `${field}.${direction}` }, memberGrid.table);
      const scope = {
        listId,
        entity: 'contact',
        visible: () => Prisma.sql`TRUE`,
        connection: null,
        asksState: false,
      } as const;
      const sort = memberGrid.keyset(query, scope);
      const [deep] = await ctx.db.prisma.$queryRaw<
        { id: bigint; value: string }[]
      >`SELECT record_id AS id FROM list_items WHERE list_id = ${listId} ORDER BY record_id OFFSET ${count / 2} LIMIT 1`;
      const [value] = await ctx.db.prisma.$queryRaw<{ text: string }[]>`
        SELECT ${field === 'name' ? sort.key : Prisma.sql`extract(epoch FROM now())`}::text AS text FROM crm_records r WHERE r.id = ${deep?.id ?? 0n}`;
      const at = {
        recordId: String(deep?.id),
        name: value?.text ?? '',
        joinedAt: String(Date.parse('2026-11-01')),
        contacted: '1',
        lastContacted: String(Date.parse('2026-11-02')),
      }[field];
      const [walk] = keysetWalks(sort, { to: 'next', value: `=${at}`, id: String(deep?.id) });
      if (!walk) throw new Error('a sort has a walk');
      const [explained] = await ctx.db.prisma.$transaction(async (tx) => {
        await preparePage(tx);
        return tx.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
          EXPLAIN (ANALYZE, FORMAT JSON) ${membersSql(scope, query, Prisma.sql`'{}'::jsonb`, { walk, limit: 51 })}`;
      });
      expect([field, direction, explained && rowsOf(explained['QUERY PLAN'][0].Plan) < 5_000]).toEqual([
        field,
        direction,
        true,
      ]);
    }
  }
});
