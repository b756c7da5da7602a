import { z } from 'zod';

import type { Context, FlowContext } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { emailKey } from '@/lib/email-key';
import { permit } from '@/lib/permissions';
import { refreshEngagement, refreshOrderStats, refreshRecordStats, theseRecords } from './refresh-stats';
import { readStatsFrame, type StatsFrame } from './stats-settings';

const KEY = 'crm.stats-pass';
const recordsAtOnce = 10_000;

/** How far the passes are: which day everyone was counted for, and up to which touch open carts were looked at. */
const PassState = z.object({
  countedFor: z.string(),
  /** The last record counted for it; null: all were. */
  position: z.string().regex(/^\d+$/).nullable(),
  cartsUpTo: z.iso.datetime(),
  /** When counting everyone began the last time, and that of the last time that it came to its end. */
  begunAt: z.iso.datetime().optional(),
  wholeSince: z.iso.datetime().optional(),
});
type PassState = z.infer<typeof PassState>;

/** What counting depends on besides the sources: another one of it means everyone is counted again. */
const countedFor = (frame: StatsFrame): string =>
  `${frame.today} ${frame.zone} ${frame.cartMinutes} ${frame.base ?? 'each its own'}`;
const cartsBefore = (frame: StatsFrame): Date => new Date(frame.now.getTime() - frame.cartMinutes * 60_000);

/**
 * Marks the records that carry these addresses: their engagement is counted again by the next pass. For the import, in the
 * transaction that stores what the addresses did.
 */
export async function markEngagementDue(
  ctx: Pick<Context, 'actor'>,
  tx: Tx,
  emails: readonly string[],
): Promise<void> {
  permit(ctx, 'crm.write');
  const keys = [...new Set(emails.flatMap((email) => emailKey(email) ?? []))];
  if (keys.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO record_stats_due (record_id) SELECT r.id FROM crm_records r WHERE r.email_key = ANY(${keys}::text[]) ORDER BY r.id
    ON CONFLICT DO NOTHING`;
}

/** Whether computed fields are behind: something marked, a cart that time made abandoned, or a new day in the account's zone. */
export async function areStatsDue(ctx: Context): Promise<boolean> {
  const { prisma } = ctx.db;
  const frame = await readStatsFrame(prisma, ctx.now());
  const state = await readState(prisma);
  if (state?.position !== null || state.countedFor !== countedFor(frame)) return true;
  const [row] = await prisma.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT FROM record_stats_due) OR EXISTS (SELECT FROM carts WHERE ${crossing(state, frame)}) AS due`;
  return row?.due ?? false;
}

const crossing = (state: PassState, frame: StatsFrame): Prisma.Sql =>
  Prisma.sql`status = 'open' AND touched_at > ${new Date(state.cartsUpTo)} AND touched_at <= ${cartsBefore(frame)}`;

async function readState(db: Tx): Promise<PassState | null> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  return PassState.nullable()
    .catch(null)
    .parse(row?.value ?? null);
}

/**
 * Brings computed fields up to date, by sets and in steps that each commit with their place: marked records first, then carts
 * that became abandoned, then, once a day, everyone for what moves with the calendar. Killed anywhere, the next pass goes on.
 */
export async function runStatsPass(ctx: FlowContext): Promise<void> {
  permit(ctx, 'crm.write');
  for (;;) {
    ctx.signal.throwIfAborted();
    const more = await ctx.db.prisma.$transaction((tx) => step(tx, ctx.now()));
    if (!more) return;
  }
}

async function step(tx: Tx, now: Date): Promise<boolean> {
  const frame = await readStatsFrame(tx, now);
  const fresh: PassState = {
    countedFor: countedFor(frame),
    position: '0',
    cartsUpTo: cartsBefore(frame).toISOString(),
    begunAt: now.toISOString(),
  };
  await tx.setting.createMany({ data: [{ key: KEY, value: fresh }], skipDuplicates: true });
  // One pass at a time, whoever runs it.
  await tx.$executeRaw`SELECT FROM settings WHERE key = ${KEY} FOR UPDATE`;
  const state = (await readState(tx)) ?? fresh;
  if (await countMarked(tx, frame)) return true;
  if (state.countedFor !== fresh.countedFor)
    return saveState(tx, { ...state, ...fresh, cartsUpTo: state.cartsUpTo });
  if (state.position !== null) return countOnward(tx, frame, { ...state, position: state.position });
  await refreshOrderStats(
    tx,
    Prisma.sql`SELECT DISTINCT record_id FROM carts WHERE ${crossing(state, frame)}`,
    frame,
  );
  await saveState(tx, { ...state, cartsUpTo: fresh.cartsUpTo });
  return false;
}

/**
 * Whether everyone was counted anew since then, and nobody is marked; if not, the next passes count everyone. For the forced sync,
 * which sends only after it.
 */
export async function countEveryoneSince(ctx: Context, at: Date): Promise<boolean> {
  permit(ctx, 'crm.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM settings WHERE key = ${KEY} FOR UPDATE`;
    const state = await readState(tx);
    if (state === null) return false;
    const since = at.toISOString();
    if (state.wholeSince !== undefined && state.wholeSince >= since)
      return (await tx.recordStatsDue.count()) === 0;
    if (state.position === null || (state.begunAt ?? '') < since)
      await saveState(tx, { ...state, position: '0', begunAt: ctx.now().toISOString() });
    return false;
  });
}

async function countMarked(tx: Tx, frame: StatsFrame): Promise<boolean> {
  const taken = await tx.$queryRaw<{ record_id: bigint; orders: boolean }[]>`
    DELETE FROM record_stats_due WHERE record_id IN (SELECT record_id FROM record_stats_due ORDER BY record_id LIMIT ${recordsAtOnce})
    RETURNING record_id, orders`;
  if (taken.length === 0) return false;
  const ids = (some: typeof taken): bigint[] => some.map((one) => one.record_id);
  const orders = taken.filter((one) => one.orders);
  if (orders.length > 0) await refreshOrderStats(tx, theseRecords(ids(orders)), frame);
  await refreshEngagement(tx, theseRecords(ids(taken)), frame);
  return true;
}

async function countOnward(
  tx: Tx,
  frame: StatsFrame,
  state: PassState & { position: string },
): Promise<boolean> {
  const from = BigInt(state.position);
  const records = Prisma.sql`SELECT id AS record_id FROM crm_records WHERE id > ${from} ORDER BY id LIMIT ${recordsAtOnce}`;
  const [row] = await tx.$queryRaw<
    { last: bigint | null }[]
  >`SELECT max(record_id) AS last FROM (${records}) one`;
  if (!row?.last) return saveState(tx, { ...state, position: null, wholeSince: state.begunAt });
  await refreshRecordStats(
    tx,
    Prisma.sql`SELECT id AS record_id FROM crm_records WHERE id > ${from} AND id <= ${row.last}`,
    frame,
  );
  return saveState(tx, { ...state, position: String(row.last) });
}

async function saveState(tx: Tx, value: PassState): Promise<true> {
  await tx.setting.update({ where: { key: KEY }, data: { value } });
  return true;
}
