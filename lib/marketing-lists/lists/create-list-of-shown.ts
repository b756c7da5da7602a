import type { Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import type { CreateListOfShown, ListablePeople, ShownPeople } from '../schemas';
import { keepListOfPeople } from './create-list-of-people';
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
        const { found, ...list } = await keepListOfPeople(ctx, tx, {
          name,
          entity,
          selected: sql`SELECT id FROM (${await recordsShown(ctx, tx, shown)}) found WHERE entity = ${entity}::text::crm_entity LIMIT ${maxPeople + 1}::int`,
          cause: 'copied from a grid',
          detail: { from: shown.kind },
        });
        if (found > maxPeople)
          throw conflict('A list made of a grid may hold 2 million people. Narrow the grid and repeat it.');
        if (found !== expected)
          throw conflict(
            `It would now be ${found.toLocaleString('en')}, not ${expected.toLocaleString('en')}: the people changed meanwhile. Nothing was done; look again, then repeat it.`,
          );
        return list;
      },
      { timeout: timeoutMs + 10_000 },
    ),
  );
}

const limitTime = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}::text, true)`;
