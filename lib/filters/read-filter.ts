import type { Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { PlannerSettings, Prisma } from '@/lib/db';
import { compileQuickest } from './compile-quickest';
import { describeFilter } from './describe-filter';
import { FilterDefinition, type FilterProblem } from './filter-definition';
import type { DayFrame } from './filter-days';
import { readWorld } from './filter-world';
import type { WorldOptions } from './known-lists';
import { listDay } from './list-day';
import { resolveFilter, type ResolvedGroup } from './resolve-filter';

export type ReadableFilter = {
  ok: true;
  root: ResolvedGroup;
  /** Over recordSource (r and v): living records of the entity that the filter means. */
  where: Prisma.Sql;
  /** To be set for asking it of everyone. */
  settings: PlannerSettings;
  sentence: string;
  frame: DayFrame;
  problems: [];
};
export type ReadFilter = ReadableFilter | { ok: false; problems: FilterProblem[]; frame: DayFrame };

/** A stored or typed filter, made ready to ask the database: checked against everything it names, as it stands at this moment. */
export async function readFilter(
  ctx: Pick<Context, 'db' | 'now' | 'actor'>,
  entity: CrmEntity,
  stored: unknown,
  options: WorldOptions = {},
): Promise<ReadFilter> {
  const parsed = FilterDefinition.safeParse(stored);
  if (parsed.success) return readDefinition(ctx, entity, parsed.data, options);
  return {
    ok: false,
    frame: await listDay(ctx, options),
    problems: [{ path: [], message: parsed.error.issues[0]?.message ?? 'The filter can’t be read.' }],
  };
}

/** The same of one that a schema has let through already: thousands of pasted values are not looked at twice. */
export async function readDefinition(
  ctx: Pick<Context, 'db' | 'now' | 'actor'>,
  entity: CrmEntity,
  definition: FilterDefinition,
  options: WorldOptions = {},
): Promise<ReadFilter> {
  const frame = await listDay(ctx, options);
  const resolution = resolveFilter(definition, await readWorld(ctx, entity, definition, options));
  if (!resolution.ok) return { ok: false, frame, problems: resolution.problems };
  const { root } = resolution;
  return {
    ok: true,
    root,
    frame,
    ...(await compileQuickest(ctx, root, frame, entity)),
    sentence: describeFilter(root, entity, frame),
    problems: [],
  };
}

/** One sentence about everything that is wrong, for where there is room for one. */
export const problemWords = (problems: readonly FilterProblem[]): string => {
  const [first] = problems;
  if (!first) return '';
  return problems.length === 1
    ? first.message
    : `${first.message} ${problems.length - 1} more of its conditions can’t be read either.`;
};
