import type { Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { type PlannerSettings, Prisma } from '@/lib/db';
import { compileFilter, compileForEveryone, livingRecords } from './compile-filter';
import type { DayFrame } from './filter-days';
import type { ResolvedGroup } from './resolve-filter';

const { sql } = Prisma;

/** Of so few people each is looked up sooner than the sets are gathered. */
const fewPeople = 20_000;

/** The union's branches are joined by hash, in parallel: with its own prices the planner walks indexes in one process, three times as long. */
const forUnions: PlannerSettings = { enable_mergejoin: 'off', parallel_tuple_cost: 0.01 };

/**
 * The WHERE over recordSource for finding everyone whom a filter means, with the settings to ask it with. Any of several questions
 * elsewhere can be read as a union of sets or as look-ups person by person. The planner doesn't choose between them, so it is asked how
 * many people everything beside leaves.
 */
export async function compileQuickest(
  ctx: Pick<Context, 'db'>,
  root: ResolvedGroup,
  frame: DayFrame,
  entity: CrmEntity,
): Promise<{ where: Prisma.Sql; settings: PlannerSettings }> {
  const living = livingRecords(entity);
  const { sql: bySets, beside } = compileForEveryone(root, frame, entity);
  if (beside !== null && (await plannedRows(ctx, sql`${living} AND ${beside}`)) < fewPeople)
    return { where: sql`${living} AND ${compileFilter(root, frame)}`, settings: {} };
  return { where: sql`${living} AND ${bySets}`, settings: beside === null ? {} : forUnions };
}

async function plannedRows(ctx: Pick<Context, 'db'>, where: Prisma.Sql): Promise<number> {
  const rows = await ctx.db.prisma.$queryRaw<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[]>(
    sql`EXPLAIN (FORMAT JSON) SELECT r.id FROM ${recordSource} WHERE ${where}`,
  );
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? Infinity;
}
