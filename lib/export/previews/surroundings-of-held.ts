import { readChannel, type Channel } from '../../channel';
import { visibleLists, type Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { notFound } from '../../errors';
import { explainLeavers } from '../../marketing-lists';
import { permit } from '../../permissions';
import { estimateMinutes } from './estimate-minutes';
import { strangersOf } from './plan-people';
import { readAccount } from './read-account';
import type { HeldSurroundings } from '../schemas';

type Row = {
  wave_id: bigint;
  list_id: bigint;
  integration_id: bigint;
  address_book_id: bigint;
  rows: number;
  newcomers: number;
  channel: string;
};

/** What a held plan stands among, told to who is to approve it: why people leave, strangers who stay, what the account holds, how long it takes. */
export async function surroundingsOfHeld(ctx: Context, { id }: { id: string }): Promise<HeldSurroundings> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const [plan] = await prisma.$queryRaw<Row[]>`
    SELECT w.id AS wave_id, c.list_id, c.integration_id, c.address_book_id, a.channel, planned.rows, planned.newcomers
    FROM waves w JOIN connections c ON c.id = w.connection_id JOIN address_books a ON a.id = c.address_book_id
    JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE p.action IN ('add', 'update', 'rename', 'remove')))::int AS rows,
        (count(*) FILTER (WHERE p.action = 'add' AND d.email_key IS NULL AND s.mobile IS NULL))::int AS newcomers
      FROM planned_changes p
      LEFT JOIN dotdigital_contacts d ON d.integration_id = c.integration_id AND d.email_key = p.email_key
      LEFT JOIN sms_contacts s ON s.integration_id = c.integration_id AND s.mobile = p.email_key
      WHERE p.wave_id = w.id) planned
    WHERE w.sync_run_id = ${BigInt(id)}`;
  if (!plan) throw notFound('sync run');
  const book = {
    listId: plan.list_id,
    integrationId: plan.integration_id,
    addressBookId: plan.address_book_id,
    channel: readChannel(plan.channel),
  };
  return {
    integrationId: String(book.integrationId),
    addressBookId: String(book.addressBookId),
    why: await explainLeavers(ctx, {
      listId: String(plan.list_id),
      people: Prisma.sql`
        SELECT p.record_id FROM planned_changes p
        WHERE p.wave_id = ${plan.wave_id} AND p.action = 'remove' AND p.record_id IS NOT NULL`,
    }),
    strangers: await countStrangers(prisma, plan.wave_id, book),
    account: { ...(await readAccount(prisma, book.integrationId)), newcomers: plan.newcomers },
    minutes: (await estimateMinutes(prisma, book.integrationId, plan.rows)).minutes,
  };
}

async function countStrangers(
  tx: Tx,
  waveId: bigint,
  book: { listId: bigint; integrationId: bigint; addressBookId: bigint; channel: Channel },
): Promise<number> {
  const planned = Prisma.sql`SELECT email_key, action FROM planned_changes WHERE wave_id = ${waveId}`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    WITH ${strangersOf(book, planned)} SELECT count(*)::int AS count FROM strangers`;
  return row?.count ?? 0;
}
