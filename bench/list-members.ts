// Pages of the members grid of a list of 1,000,000 people (or --people N) at any depth, every field of a row read; and the customers' grid with extra columns.
import { listRecords, readCatalogue, recordGrid, recordSource } from '@/lib/crm';
import { cursorValue, keysetWalks, Prisma } from '@/lib/db';
import { formatCursor } from '@/lib/keyset';
import { evaluateList, listMembers, memberGrid } from '@/lib/marketing-lists';
import { membersOf } from '@/lib/standing';
import { formatSort, parseTableQuery } from '@/lib/table-query';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { median, tenth, timed, withBigWorld } from './big-world';

const rounds = 9;
const shares = [0.1, 0.5, 0.9, 0.999];
const listName = 'Everybody';

await withBigWorld(async ({ ctx, people }) => {
  const { prisma, pool } = ctx.db;
  const known = await prisma.marketingList.findFirst({ where: { name: listName } });
  const listId =
    known?.id ??
    (await createList(prisma, {
      name: listName,
      entity: 'customer',
      filter: filterOf(condition('createdAt', 'not_empty')),
    }));
  if (known?.evaluationState !== 'fresh') await evaluateList(ctx, listId);
  await pool.query('VACUUM ANALYZE list_items');

  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n <= rounds; n += 1) times.push((await timed(work)).ms);
    return tenth(median(times.slice(1)));
  };
  const columns = (await readCatalogue(prisma, 'customer')).map(({ name }) => name);
  const results: Record<string, { 'first page ms': number; 'deepest page ms': number }> = {};

  for (const sort of memberGrid.table.sortable.flatMap((field) => [`${field}.asc`, `${field}.desc`])) {
    const query = parseTableQuery({ sort }, memberGrid.table);
    const page = (cursor: string | null) =>
      took(() => listMembers(ctx, String(listId), { ...query, cursor }, { columns }));
    const deep: number[] = [];
    for (const share of shares) {
      const keyset = memberGrid.keyset(query, {
        listId,
        entity: 'customer',
        visible: () => Prisma.sql`TRUE`,
        connection: null,
        asksState: false,
      });
      const order = keysetWalks(keyset, null)[0]?.order ?? Prisma.sql`r.id`;
      const [row] = await prisma.$queryRaw<{ value: string; id: bigint }[]>`
        SELECT ${cursorValue(keyset)} AS value, i.record_id AS id FROM ${membersOf(listId)} ORDER BY ${order} OFFSET ${Math.floor(people * share)}::int LIMIT 1`;
      if (row)
        deep.push(
          await page(
            formatCursor(formatSort(query.sort), { to: 'next', value: row.value, id: String(row.id) }),
          ),
        );
    }
    results[`members by ${sort}`] = {
      'first page ms': await page(null),
      'deepest page ms': Math.max(...deep),
    };
  }

  const more = (await readCatalogue(prisma, 'customer')).filter(
    ({ source }) => source === 'stats' || source === 'custom',
  );
  for (const sort of ['createdAt.desc', 'name.asc', 'company.asc']) {
    const query = parseTableQuery({ sort }, recordGrid.table);
    const page = (cursor: string | null) =>
      took(() => listRecords(ctx, { entity: 'customer', query: { ...query, cursor }, more }));
    let cursor: string | null = null;
    for (let n = 0; n < 40; n += 1)
      cursor = (await listRecords(ctx, { entity: 'customer', query: { ...query, cursor } })).page.nextCursor;
    results[`customers by ${sort}, ${more.length} extra columns`] = {
      'first page ms': await page(null),
      'deepest page ms': await page(cursor),
    };
  }

  console.table(results);
  const slowestPageMs = Math.max(...Object.values(results).flatMap((one) => Object.values(one)));
  const [count] = await prisma.$queryRaw<
    { n: bigint }[]
  >`SELECT count(*) AS n FROM ${recordSource} WHERE r.deleted_at IS NULL`;
  console.log(`The slowest page took ${slowestPageMs} ms (limit 50) over ${count?.n} records.`);
  console.log(JSON.stringify({ bench: 'list-members', people, slowestPageMs, results }));
});
