import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { accountDay } from './account-day';
import { compileFilter } from './compile-filter';
import { describeFilter } from './describe-filter';
import { FilterDefinition, type FilterProblem } from './filter-definition';
import type { DayFrame } from './filter-days';
import { readWorld } from './filter-world';
import type { WorldOptions } from './known-lists';
import { resolveFilter, type ResolvedGroup } from './resolve-filter';

export type ReadableFilter = {
  ok: true;
  root: ResolvedGroup;
  /** Over recordSource (r and v): living records of the entity that the filter means. */
  where: Prisma.Sql;
  sentence: string;
  frame: DayFrame;
  problems: [];
};
export type ReadFilter = ReadableFilter | { ok: false; problems: FilterProblem[]; frame: DayFrame };

/** A stored or typed filter, made ready to ask the database: checked against everything it names, as it stands at this moment. */
export async function readFilter(ctx: Pick<Context, 'db' | 'now' | 'actor'>, entity: CrmEntity, stored: unknown, options: WorldOptions = {}): Promise<ReadFilter> {
  const frame = await accountDay(ctx);
  const parsed = FilterDefinition.safeParse(stored);
  if (!parsed.success) {
    return { ok: false, frame, problems: [{ path: [], message: parsed.error.issues[0]?.message ?? 'The filter can’t be read.' }] };
  }
  const resolution = resolveFilter(parsed.data, await readWorld(ctx, entity, parsed.data, options));
  if (!resolution.ok) return { ok: false, frame, problems: resolution.problems };
  const { root } = resolution;
  const where = Prisma.sql`${livingRecords(entity)} AND ${compileFilter(root, frame)}`;
  return { ok: true, root, frame, where, sentence: describeFilter(root, entity, frame), problems: [] };
}

export const livingRecords = (entity: CrmEntity): Prisma.Sql => Prisma.sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL`;

/** One sentence about everything that is wrong, for where there is room for one. */
export const problemWords = (problems: readonly FilterProblem[]): string => {
  const [first] = problems;
  if (!first) return '';
  return problems.length === 1 ? first.message : `${first.message} ${problems.length - 1} more of its conditions can’t be read either.`;
};
