import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { accountDay } from './account-day';
import { compileFilter } from './compile-filter';
import type { DayFrame } from './condition-sql';
import { describeFilter } from './describe-filter';
import { FilterDefinition, type FilterGroup, type FilterProblem } from './filter-definition';
import { resolveFilter, type CampaignNames, type ResolvedGroup } from './resolve-filter';

export type ReadFilter =
  | { ok: true; root: ResolvedGroup; where: Prisma.Sql; sentence: string; frame: DayFrame; problems: [] }
  | { ok: false; problems: FilterProblem[]; frame: DayFrame };

/** A stored or typed filter, made ready to ask the database: checked against catalogue and campaigns of this moment. */
export async function readFilter(ctx: Pick<Context, 'db' | 'now'>, entity: CrmEntity, stored: unknown): Promise<ReadFilter> {
  const frame = await accountDay(ctx);
  const parsed = FilterDefinition.safeParse(stored);
  if (!parsed.success) {
    return { ok: false, frame, problems: [{ path: [], message: parsed.error.issues[0]?.message ?? 'The filter can’t be read.' }] };
  }
  const resolution = resolveFilter(parsed.data, await campaignNames(ctx, parsed.data.root));
  if (!resolution.ok) return { ok: false, frame, problems: resolution.problems };
  const { root } = resolution;
  const where = Prisma.sql`r.entity = ${entity}::text::crm_entity AND r.deleted_at IS NULL AND ${compileFilter(root, frame)}`;
  return { ok: true, root, frame, where, sentence: describeFilter(root, entity, frame), problems: [] };
}

async function campaignNames(ctx: Pick<Context, 'db'>, root: FilterGroup): Promise<CampaignNames> {
  const ids = campaignIds(root);
  if (ids.size === 0) return new Map();
  const campaigns = await ctx.db.prisma.emailCampaign.findMany({
    where: { id: { in: [...ids].map(BigInt) } },
    select: { id: true, name: true },
  });
  return new Map(campaigns.map(({ id, name }) => [String(id), name]));
}

function campaignIds(group: FilterGroup): Set<string> {
  return new Set(
    group.rules.flatMap((rule) => {
      if (rule.kind === 'group') return [...campaignIds(rule)];
      return rule.campaignId === undefined ? [] : [rule.campaignId];
    }),
  );
}

/** One sentence about everything that is wrong, for where there is room for one. */
export const problemWords = (problems: readonly FilterProblem[]): string => {
  const [first] = problems;
  if (!first) return '';
  return problems.length === 1 ? first.message : `${first.message} ${problems.length - 1} more of its conditions can’t be read either.`;
};
