import { actorUserId } from '@/lib/actor';
import { recordAudit, visibleRecords, type Context } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { listKey, lockList } from '../internal';
import { fetchOwnList } from '../list-access';
import { countMembersNow } from './member-count';
import type { ChangedMembers, RemoveMembers, RestoreMembers } from '../schemas';

/** Takes several records off the list by hand, with one reason; those who are off already, or never were on, change nothing. */
export async function removeMembers(ctx: Context, input: RemoveMembers): Promise<ChangedMembers> {
  permit(ctx, 'lists.write');
  return changeMany(ctx, input, { kind: 'removed', cause: input.reason || 'removed by hand' });
}

/** Undo remove: they are members again as far as the filter matches them. */
export async function restoreMembers(ctx: Context, input: RestoreMembers): Promise<ChangedMembers> {
  permit(ctx, 'lists.write');
  return changeMany(ctx, input, { kind: 'restored', cause: input.reason || 'restored by hand' });
}

type Change = { kind: 'removed' | 'restored'; cause: string };

async function changeMany(
  ctx: Context,
  input: RestoreMembers,
  { kind, cause }: Change,
): Promise<ChangedMembers> {
  const listId = listKey(input.listId);
  const [ids, at, by] = [input.recordIds.map(BigInt), ctx.now(), actorUserId(ctx.actor)];
  return ctx.db.prisma.$transaction(async (tx) => {
    await lockList(tx, listId);
    const list = await fetchOwnList(ctx, tx, listId);
    if (list.archivedAt) throw conflict('This list is archived and can’t be changed.');
    const [row] = await tx.$queryRaw<{ changed: bigint }[]>`
      WITH changed AS (
        UPDATE list_items SET removed_at = CASE WHEN ${kind}::text = 'removed' THEN ${at}::timestamptz END,
          removed_by_id = CASE WHEN ${kind}::text = 'removed' THEN ${by}::bigint END
        WHERE list_id = ${listId} AND record_id = ANY(${ids}::bigint[]) AND (removed_at IS NULL) = (${kind}::text = 'removed')
          AND EXISTS (SELECT FROM crm_records r WHERE r.id = list_items.record_id AND ${visibleRecords(ctx)})
        RETURNING record_id
      ), told AS (
        INSERT INTO list_events (list_id, record_id, kind, cause, at)
        SELECT ${listId}::bigint, record_id, ${kind}::text, ${cause}::text, ${at}::timestamptz FROM changed RETURNING 1
      )
      SELECT count(*) AS changed FROM told`;
    const changed = Number(row?.changed ?? 0n);
    const memberCount = await countMembersNow(tx, listId);
    if (changed > 0) {
      const detail = { list: list.name, changed, reason: cause };
      await recordAudit(ctx, tx, {
        action: `marketing-list.members-${kind}`,
        subjectType: 'marketing_list',
        subjectId: listId,
        detail,
      });
    }
    return { changed, memberCount };
  });
}
