import { actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import { type Prisma, type Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { evaluateList } from '../evaluation/evaluate-list';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { countMembersNow } from '../members/member-count';
import type { ListId, SavedList } from '../schemas';
import { isNameTaken, underOneName } from './list-names';

/**
 * A second list with the same filter and columns, connected to nothing, owned by whoever clones; marks made by hand stay
 * with the first. Of a manual list the people go with it.
 */
export async function cloneMarketingList(ctx: Context, input: ListId): Promise<SavedList> {
  permit(ctx, 'lists.write');
  const { id, manual } = await underOneName(
    ctx.db.prisma.$transaction(
      async (tx) => {
        const source = await fetchSeenList(ctx, tx, listKey(input.id));
        const manual = source.type === 'manual';
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('dotbridge.marketing-list.clone', 0))`;
        const owner = { ownerId: actorUserId(ctx.actor) ?? source.ownerId, ownerOnly: source.ownerOnly };
        const copy = await tx.marketingList.create({
          data: {
            name: await freeName(
              async (name) => !(await isNameTaken(ctx, tx, { name, ...owner })),
              source.name,
            ),
            description: source.description,
            entity: source.entity,
            type: source.type,
            columns: source.columns,
            filter: source.filter as Prisma.InputJsonValue,
            includeContacted: source.includeContacted,
            ...owner,
            folderId: source.folderId,
            ...(manual ? { evaluationState: 'fresh', evaluatedAt: ctx.now(), evaluatedVersion: 1 } : {}),
          },
          select: { id: true, name: true },
        });
        const detail = { name: copy.name, from: input.id };
        await recordAudit(ctx, tx, {
          action: 'marketing-list.clone',
          subjectType: 'marketing_list',
          subjectId: copy.id,
          detail,
        });
        if (manual) await copyMembers(tx, source.id, copy.id, ctx.now());
        return { id: copy.id, manual };
      },
      { timeout: 120_000 },
    ),
  );
  return { id: String(id), version: 1, evaluation: manual ? null : await evaluateList(ctx, id) };
}

async function copyMembers(tx: Tx, from: bigint, to: bigint, at: Date): Promise<void> {
  await tx.$executeRaw`
    WITH copied AS (
      INSERT INTO list_items (list_id, record_id, in_filter, joined_at)
      SELECT ${to}::bigint, i.record_id, TRUE, ${at}::timestamptz FROM list_items i
      WHERE i.list_id = ${from} AND i.in_filter AND i.removed_at IS NULL RETURNING record_id
    )
    INSERT INTO list_events (list_id, record_id, kind, cause, at) SELECT ${to}::bigint, record_id, 'joined', 'cloned', ${at}::timestamptz FROM copied`;
  await countMembersNow(tx, to);
}

async function freeName(isFree: (name: string) => Promise<boolean>, of: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const tail = n === 1 ? ' (copy)' : ` (copy ${n})`;
    const name = `${[...of].slice(0, 255 - tail.length).join('')}${tail}`;
    if (await isFree(name)) return name;
  }
}
