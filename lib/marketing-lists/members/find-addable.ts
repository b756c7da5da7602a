import { visibleRecords, type Context } from '@/lib/context';
import { recordSource, searchConditions } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { nameOf } from './member-sql';
import type { AddablePerson, FindAddable } from '../schemas';

const { sql } = Prisma;

/** People of the list's entity who fit what was typed, with how they stand to the list: for picking by hand. */
export async function findAddable(ctx: Context, input: FindAddable): Promise<AddablePerson[]> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.listId));
  return ctx.db.prisma.$queryRaw<AddablePerson[]>`
    SELECT p.id::text AS id, p.name, p.email, p.city,
      CASE WHEN i.removed_at IS NOT NULL THEN 'removed' WHEN i.in_filter THEN 'member' ELSE 'new' END AS state
    FROM (
      SELECT r.id, ${nameOf(sql`r`)} AS name, r.email, r.city FROM ${recordSource}
      WHERE ${searchConditions(list.entity, input.q)} AND ${visibleRecords(ctx)} ORDER BY r.id LIMIT 20
    ) p LEFT JOIN list_items i ON i.list_id = ${list.id}::bigint AND i.record_id = p.id ORDER BY lower(p.name), p.id`;
}
