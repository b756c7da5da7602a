import type { Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { visibleLists } from './list-access';
import type { ListOption, ListType } from './schemas';

type Asked = { entity?: CrmEntity; type?: ListType; changeable?: boolean };

/** Living lists to choose from, by name. `changeable`: only those that the person may put people on. */
export async function readListOptions(
  ctx: Context,
  { entity, type, changeable = false }: Asked = {},
): Promise<ListOption[]> {
  permit(ctx, 'lists.read');
  const mine =
    ctx.actor.kind === 'system' || ctx.actor.role === 'admin'
      ? Prisma.sql`TRUE`
      : Prisma.sql`(l.owner_id IS NULL OR l.owner_id = ${BigInt(ctx.actor.userId)}::bigint)`;
  return ctx.db.prisma.$queryRaw<ListOption[]>`
    SELECT l.id::text AS id, l.name, l.member_count AS "memberCount", l.entity::text AS entity FROM marketing_lists l
    WHERE l.archived_at IS NULL AND ${visibleLists(ctx)} AND ${changeable ? mine : Prisma.sql`TRUE`}
      AND (${entity ?? null}::text IS NULL OR l.entity::text = ${entity ?? null}::text) AND (${type ?? null}::text IS NULL OR l.type::text = ${type ?? null}::text)
    ORDER BY lower(l.name), l.id LIMIT 1000`;
}
