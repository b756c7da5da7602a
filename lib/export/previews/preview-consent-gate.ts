import { readChannel, type Channel } from '../../channel';
import { isLive } from '../../connections/live-connection';
import { maySeeList, type Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { permit } from '../../permissions';
import { factsOfEveryone, mayBeMailed, membersOf, standingOf } from '../../standing';
import type { GatePreview } from '../schemas';

const { sql } = Prisma;

/** Whom the gate for consent alone holds back on each connected list that the person may see, whether it is closed yet or not. Nothing is stored. */
export async function previewConsentGate(ctx: Context, input: { id: string }): Promise<GatePreview> {
  permit(ctx, 'integrations.read');
  const connections = await ctx.db.prisma.connection.findMany({
    where: { integrationId: BigInt(input.id), integration: { deletedAt: null }, ...isLive },
    orderBy: { id: 'asc' },
    include: {
      list: { select: { name: true, ownerId: true, ownerOnly: true } },
      addressBook: { select: { channel: true } },
    },
  });
  const lists: GatePreview['lists'] = [];
  for (const one of connections.filter(({ list }) => maySeeList(ctx, list))) {
    const counts = await ctx.db.prisma.$transaction(
      (tx) => countHeldBack(tx, { ...one, channel: readChannel(one.addressBook.channel) }),
      { timeout: 90_000 },
    );
    lists.push({ listId: String(one.listId), listName: one.list.name, ...counts });
  }
  return { lists };
}

type Connection = { listId: bigint; integrationId: bigint; addressBookId: bigint; channel: Channel };

async function countHeldBack(tx: Tx, { listId, integrationId, addressBookId, channel }: Connection) {
  const account = { integrationId, addressBookId, channel, consentGate: 'consented' } as const;
  const facts = factsOfEveryone({ listId, account, wantedHash: null });
  await tx.$executeRaw`SET LOCAL statement_timeout = '60s'`;
  const [row] = await tx.$queryRaw<{ let_through: number; held_back: number; leaving: number }[]>(sql`
    WITH ${facts.with}
    SELECT count(*) FILTER (WHERE code IS NULL)::int AS let_through, count(*) FILTER (WHERE code IN ('no_consent', 'no_sms_consent'))::int AS held_back,
      count(*) FILTER (WHERE code IN ('no_consent', 'no_sms_consent') AND present AND put_there_by_us AND mailable)::int AS leaving
    FROM (
      SELECT ${standingOf(channel)} AS code, b.present, b.put_there_by_us, ${channel === 'sms' ? sql`TRUE` : mayBeMailed(sql`d.status`)} AS mailable
      FROM ${membersOf(listId)} ${facts.joins} OFFSET 0) judged`);
  return {
    letThrough: row?.let_through ?? 0,
    heldBack: row?.held_back ?? 0,
    leaving: row?.leaving ?? 0,
  };
}
