import type { Context } from '@/lib/context';
import { evaluateList } from '@/lib/marketing-lists';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';

const listCount = 60;
const everybody = 'Everybody';

/** So many lists that a page of them is full, one of which every customer is on. Found again in a cluster that was kept. */
export async function seedLists(ctx: Context): Promise<{ membersOf: bigint }> {
  const { prisma, pool } = ctx.db;
  const known = await prisma.marketingList.findFirst({ where: { name: everybody } });
  if (known) return { membersOf: known.id };
  const owners = await prisma.user.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  for (let n = 1; n < listCount; n += 1)
    await createList(prisma, {
      name: `People of interest ${n}`,
      description: 'Who bought something in the last year and has not opted out of mail.',
      ownerId: owners[n % owners.length]?.id ?? null,
      type: n % 3 === 0 ? 'manual' : 'on_demand',
    });
  const membersOf = await createList(prisma, {
    name: everybody,
    entity: 'customer',
    type: 'on_demand',
    columns: ['firstName', 'lastName', 'email', 'city', 'country', 'orderCount', 'lastOrderAt'],
    filter: filterOf(condition('createdAt', 'not_empty')),
  });
  await evaluateList(ctx, membersOf);
  await pool.query('VACUUM ANALYZE list_items');
  return { membersOf };
}
