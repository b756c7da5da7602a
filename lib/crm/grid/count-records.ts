import { z } from 'zod';

import { seesSomeRecords, visibleRecords, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { Counted } from '@/lib/table-query';
import type { CrmEntity } from '../fields/entity';

/** Up to here a grid counts; nobody reads further exactly. */
export const countedExactly = 10_000;

/** Records that meet a condition, counted until it takes long. */
export async function countUpTo(tx: Tx, where: Prisma.Sql): Promise<Counted> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM crm_records r WHERE ${where} LIMIT ${countedExactly + 1}) first_ones`;
  const value = Number(row?.count ?? 0n);
  return value > countedExactly ? { value: countedExactly, kind: 'over' } : { value, kind: 'exact' };
}

const Plan = z
  .array(
    z.object({ 'QUERY PLAN': z.array(z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })).min(1) }),
  )
  .min(1);

/** Living records of an entity: exact up to 10,000, beyond that what the planner's statistics say, rounded. */
export async function countLiving(tx: Tx, entity: CrmEntity): Promise<Counted> {
  const counted = await countUpTo(tx, Prisma.sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL`);
  if (counted.kind === 'exact') return counted;
  // EXPLAIN takes no parameters; the entity is one of three words.
  const plan = Plan.parse(
    await tx.$queryRaw(
      Prisma.raw(
        `EXPLAIN (FORMAT JSON) SELECT 1 FROM crm_records r WHERE r.entity = '${entity}'::crm_entity AND r.deleted_at IS NULL`,
      ),
    ),
  );
  return {
    value: Math.max(countedExactly, roundedEstimate(plan[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0)),
    kind: 'about',
  };
}

/** 998,234 → 1,000,000: an estimate that looks exact is believed. */
export const roundedEstimate = (rows: number): number => Number(rows.toPrecision(2));

/** How many living records of an entity somebody may see, without an address, and opted out: each from its own small index. */
export async function countRecords(
  ctx: Context,
  entity: CrmEntity,
): Promise<{ total: Counted; withoutEmail: Counted; optedOut: Counted }> {
  permit(ctx, 'crm.read');
  const living = Prisma.sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL AND ${visibleRecords(ctx)}`;
  const [total, withoutEmail, optedOut] = await Promise.all([
    seesSomeRecords(ctx) ? countUpTo(ctx.db.prisma, living) : countLiving(ctx.db.prisma, entity),
    countUpTo(ctx.db.prisma, Prisma.sql`${living} AND r.email_key IS NULL`),
    countUpTo(ctx.db.prisma, Prisma.sql`${living} AND r.consent_state = 'withdrawn'`),
  ]);
  return { total, withoutEmail, optedOut };
}
