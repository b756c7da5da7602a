import { actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { emptyFilter } from '@/lib/filters/schemas';
import { permit } from '@/lib/permissions';
import { insertMembers } from '../members/add-members';
import { countMembersNow } from '../members/member-count';
import type { CreateListOfShown, ListablePeople, ShownPeople } from '../schemas';
import { insertList } from './create-marketing-list';
import { underOneName } from './list-names';
import { recordsShown } from './records-shown';

const { sql } = Prisma;

/** So many go into one list at most; so long may finding them take. */
const maxPeople = 2_000_000;
const timeoutMs = 120_000;

/** Who of those that a grid shows is a record, by kind; a list takes one kind. */
export async function countListable(ctx: Context, shown: ShownPeople): Promise<ListablePeople> {
  permit(ctx, 'lists.write');
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await limitTime(tx);
      const rows = await tx.$queryRaw<{ entity: ListablePeople[number]['entity']; count: number }[]>`
        SELECT entity::text AS entity, count(*)::int AS count FROM (${await recordsShown(ctx, tx, shown)}) found GROUP BY 1 ORDER BY 2 DESC, 1`;
      return rows;
    },
    { timeout: timeoutMs + 10_000 },
  );
}

/**
 * A manual list of everyone whom a grid shows now, in one transaction: the list with all of them, or nothing. Another press finds the
 * name taken. Refused when they are not as many as the person was told.
 */
export async function createListOfShown(
  ctx: Context,
  { name, entity, expected, ...shown }: CreateListOfShown,
): Promise<{ id: string; memberCount: number }> {
  permit(ctx, 'lists.write');
  return underOneName(
    ctx.db.prisma.$transaction(
      async (tx) => {
        await limitTime(tx);
        const listId = await insertList(ctx, tx, {
          name,
          entity,
          description: '',
          type: 'manual',
          columns: ['firstName', 'lastName', 'email', 'city'],
          filter: emptyFilter,
          ownerId: actorUserId(ctx.actor)?.toString() ?? null,
          ownerOnly: false,
          folderId: null,
          timeZone: null,
        });
        const { found } = await insertMembers(tx, {
          listId,
          selected: sql`SELECT id FROM (${await recordsShown(ctx, tx, shown)}) found WHERE entity = ${entity}::text::crm_entity LIMIT ${maxPeople + 1}::int`,
          at: ctx.now(),
          cause: 'copied from a grid',
        });
        if (found > maxPeople)
          throw conflict('A list made of a grid may hold 2 million people. Narrow the grid and repeat it.');
        if (found !== expected)
          throw conflict(
            `It would now be ${found.toLocaleString('en')}, not ${expected.toLocaleString('en')}: the people changed meanwhile. Nothing was done; look again, then repeat it.`,
          );
        const memberCount = await countMembersNow(tx, listId);
        await recordAudit(ctx, tx, {
          action: 'marketing-list.add-members',
          subjectType: 'marketing_list',
          subjectId: listId,
          detail: { list: name, added: found, from: shown.kind, memberCount },
        });
        return { id: String(listId), memberCount };
      },
      { timeout: timeoutMs + 10_000 },
    ),
  );
}

const limitTime = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}::text, true)`;
