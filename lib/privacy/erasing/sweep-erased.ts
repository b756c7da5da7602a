import { z } from 'zod';
import type { FlowContext } from '../../context';
import { Prisma, type Tx } from '../../db';
import { erasedAmong } from '../../erased';
import { permit } from '../../permissions';
import { findPerson } from '../person/person';
import { beginErasure, findUnderWay } from './ask-erasure';

const { sql } = Prisma;
const setting = 'privacy.sweep';
const batchRows = 10_000;

/** Where an address stands by itself; all else of a person hangs on these. */
const sources = [
  sql`SELECT t.email_key FROM crm_records t WHERE t.email_key`,
  sql`SELECT t.email_key FROM dotdigital_contacts t WHERE t.email_key`,
  sql`SELECT t.email_key FROM suppressed_addresses t WHERE t.email_key`,
];

const Position = z.object({ source: z.number().int().min(0), after: z.string() });
type Position = z.infer<typeof Position>;

/** Once a day, and at once after a restore, which forgets when it was. */
export async function isSweepDue(ctx: Pick<FlowContext, 'db'>): Promise<boolean> {
  const [row] = await ctx.db.prisma.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT FROM erased_addresses WHERE lifted_at IS NULL) AND NOT EXISTS (
      SELECT FROM settings WHERE key = ${setting} AND value = '{}' AND updated_at > now() - interval '1 day') AS due`;
  return row?.due ?? false;
}

/**
 * Whoever was erased and is here all the same, because a backup of before was restored, is erased again; Dotdigital is not asked, since
 * nobody sent them there. Goes on behind where a slice ended. Answers how many.
 */
export async function sweepErased(ctx: FlowContext): Promise<{ found: number }> {
  permit(ctx, 'privacy.write');
  const { prisma } = ctx.db;
  const row = await prisma.setting.findUnique({ where: { key: setting } });
  let position: Position = Position.safeParse(row?.value).data ?? { source: 0, after: '' };
  let found = 0;
  for (;;) {
    const source = sources[position.source];
    if (source === undefined) break;
    const rows = await prisma.$queryRaw<{ emailKey: string }[]>`
      SELECT DISTINCT x.email_key AS "emailKey" FROM (${source} > ${position.after}) x ORDER BY x.email_key LIMIT ${batchRows}`;
    const keys = rows.map(({ emailKey }) => emailKey);
    for (const emailKey of await erasedAmong(ctx, prisma, keys))
      if (await prisma.$transaction((tx) => eraseAgain(ctx, tx, emailKey))) found += 1;
    const last = keys.at(-1);
    position =
      last === undefined || keys.length < batchRows
        ? { source: position.source + 1, after: '' }
        : { ...position, after: last };
    await keep(prisma, position);
    ctx.signal.throwIfAborted();
  }
  await keep(prisma, {});
  return { found };
}

/** false: the one that is under way, at Dotdigital perhaps, will end here and tell what went. */
async function eraseAgain(ctx: FlowContext, tx: Tx, email: string): Promise<boolean> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('erasures', 0))::text`;
  const person = await findPerson(tx, { email });
  if ((await findUnderWay(ctx, tx, person)) !== null) return false;
  await beginErasure(ctx, tx, { person, reason: 'came_back', emptyBin: false, integrations: [] });
  return true;
}

const keep = (tx: Tx, value: Position | Record<string, never>): Promise<unknown> =>
  tx.setting.upsert({ where: { key: setting }, create: { key: setting, value }, update: { value } });
