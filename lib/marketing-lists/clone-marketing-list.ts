import { recordAudit, type Context } from '../context';
import { type Prisma } from '../db';
import { permit } from '../permissions';
import { evaluateList } from './evaluate-list';
import { fetchList, listKey } from './internal';
import type { ListId, SavedList } from './schemas';

/** A second list with the same filter and columns, connected to nothing; marks made by hand stay with the first. */
export async function cloneMarketingList(ctx: Context, input: ListId): Promise<SavedList> {
  permit(ctx, 'lists.write');
  const id = await ctx.db.prisma.$transaction(async (tx) => {
    const source = await fetchList(tx, listKey(input.id));
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('dotbridge.marketing-list.clone', 0))`;
    const copy = await tx.marketingList.create({
      data: {
        name: await freeName(async (name) => (await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM marketing_lists WHERE lower(name) = lower(${name}) AND archived_at IS NULL`).length === 0, source.name),
        description: source.description,
        entity: source.entity,
        type: source.type,
        columns: source.columns,
        filter: source.filter as Prisma.InputJsonValue,
        includeContacted: source.includeContacted,
        ownerId: source.ownerId,
      },
      select: { id: true, name: true },
    });
    const detail = { name: copy.name, from: input.id };
    await recordAudit(ctx, tx, { action: 'marketing-list.clone', subjectType: 'marketing_list', subjectId: copy.id, detail });
    return copy.id;
  });
  return { id: String(id), version: 1, evaluation: await evaluateList(ctx, id) };
}

async function freeName(isFree: (name: string) => Promise<boolean>, of: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const tail = n === 1 ? ' (copy)' : ` (copy ${n})`;
    const name = `${[...of].slice(0, 255 - tail.length).join('')}${tail}`;
    if (await isFree(name)) return name;
  }
}
