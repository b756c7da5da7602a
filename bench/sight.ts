// Grids of people for whoever sees some of them alone (decision 80), and for whoever reads them masked (decision 71), beside whoever sees all.
// --people N and --keep FOLDER as in big-world.ts; of a kept world nobody is given owners, so there only masked readers are measured.
import type { Actor } from '@/lib/actor';
import { readingOnly, type Context } from '@/lib/context';
import { countRecords, listRecords, recordGrid } from '@/lib/crm';
import { evaluateList, listMembers, memberGrid } from '@/lib/marketing-lists';
import { listRecipients, recipientGrid } from '@/lib/campaigns';
import { parseTableQuery } from '@/lib/table-query';
import { createList } from '@/prisma/seed/marketing-lists';
import { median, tenth, timed, withBigWorld } from './big-world';

const owners = 100;
const rounds = 3;
const isKept = process.argv.includes('--keep');

const asks: Record<string, (ctx: Context, list: string, campaign: string) => Promise<unknown>> = {
  'customers by created': (ctx) => customers(ctx, {}),
  'customers by name': (ctx) => customers(ctx, { sort: 'name.asc' }),
  'customers by company': (ctx) => customers(ctx, { sort: 'company.asc' }),
  'customers, a search of many': (ctx) => customers(ctx, { q: 'ltd' }),
  'customers, a search of few': (ctx) => customers(ctx, { q: 'p12345@' }),
  'customers, a search of nobody': (ctx) => customers(ctx, { q: 'nobody-is-called-this' }),
  'the customers page’s counts': (ctx) => countRecords(ctx, 'customer'),
  'members by number': (ctx, list) => members(ctx, list, {}),
  'members by name': (ctx, list) => members(ctx, list, { sort: 'name.asc' }),
  'members, a search of nobody': (ctx, list) => members(ctx, list, { q: 'nobody-is-called-this' }),
  'people of a campaign': (ctx, _, campaign) => recipients(ctx, campaign, {}),
  'people of a campaign by address': (ctx, _, campaign) => recipients(ctx, campaign, { sort: 'email.asc' }),
  'people of a campaign, a search of nobody': (ctx, _, campaign) =>
    recipients(ctx, campaign, { q: 'nobody-is-called-this' }),
};

type Params = Record<string, string>;
const customers = (ctx: Context, params: Params) =>
  listRecords(ctx, { entity: 'customer', query: parseTableQuery(params, recordGrid.table) });
const members = (ctx: Context, list: string, params: Params) =>
  listMembers(ctx, list, parseTableQuery(params, memberGrid.table));
const recipients = (ctx: Context, campaign: string, params: Params) =>
  listRecipients(ctx, campaign, parseTableQuery(params, recipientGrid.table));

const person = (userId: bigint, more: Partial<Extract<Actor, { kind: 'person' }>>): Actor => ({
  kind: 'person',
  userId: String(userId),
  name: 'A',
  email: 'a@example.com',
  role: 'marketer',
  ...more,
});

await withBigWorld(async ({ ctx, people }) => {
  const { prisma } = ctx.db;
  const list = String(await listOfAll(ctx));
  const [largest] = await prisma.campaignTotals.findMany({ orderBy: { recipientCount: 'desc' }, take: 1 });
  const campaign = String(largest?.campaignId);
  const ids = isKept ? [] : await giveOwners(ctx);
  const byOwner = { records: true, campaigns: false };
  const as = (actor: Actor): Context => ({ ...ctx, actor });
  const readers: Record<string, Context> = {
    everybody: as(person(1n, {})),
    ...(ids.length === 0
      ? {}
      : {
          'one of a hundred': as(person(ids[0] ?? 0n, { byOwner })),
          'a team of fifty': as(
            person(ids[0] ?? 0n, { byOwner, teammates: ids.slice(1, owners / 2).map(String) }),
          ),
        }),
    masked: readingOnly(as(person(1n, { role: 'viewer', seesPeople: 'by reading' }))),
  };
  console.log(`${people.toLocaleString('en')} people`);
  const results: Record<string, Record<string, number>> = {};
  for (const [what, ask] of Object.entries(asks)) {
    results[what] = {};
    for (const [who, reader] of Object.entries(readers)) {
      const times: number[] = [];
      for (let n = 0; n <= rounds; n += 1)
        times.push(
          (await timed(() => ask(reader, list, campaign).catch((error: Error) => error.message))).ms,
        );
      results[what][`${who}, ms`] = tenth(median(times.slice(1)));
      console.log(what, who, times.map(tenth).join(' '));
    }
  }
  console.table(results);
  console.log(JSON.stringify({ bench: 'sight', people, results }));
});

/** A list of every customer, as it was left in a kept world. */
async function listOfAll(ctx: Context): Promise<bigint> {
  const known = await ctx.db.prisma.marketingList.findFirst({
    where: { memberCount: { gt: 0 } },
    orderBy: { memberCount: 'desc' },
  });
  if (known) return known.id;
  const id = await createList(ctx.db.prisma, { name: 'All of them', entity: 'customer' });
  await evaluateList(ctx, id);
  return id;
}

async function giveOwners(ctx: Context): Promise<bigint[]> {
  const { prisma, pool } = ctx.db;
  const made = await prisma.user.createManyAndReturn({
    data: Array.from({ length: owners }, (_, n) => ({
      email: `owner-${n}@example.com`,
      name: `Owner ${n}`,
      role: 'marketer' as const,
    })),
    select: { id: true },
  });
  const ids = made.map(({ id }) => id);
  await pool.query('UPDATE crm_records SET owner_id = ($1::bigint[])[1 + id % $2]', [ids, owners]);
  await pool.query('VACUUM ANALYZE crm_records');
  return ids;
}
