import { recordAudit, visibleRecords, type Context } from '@/lib/context';
import { chosenConditions } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { listKey, lockList, type ListWithOwner } from '../internal';
import { fetchOwnList } from '../list-access';
import { countMembersNow } from './member-count';
import type { AddedMembers, AddMembers } from '../schemas';

const { sql } = Prisma;

/** Puts records on a manual list. Whoever was taken off by hand comes back; twice equals once. */
export async function addMembers(ctx: Context, input: AddMembers): Promise<AddedMembers> {
  permit(ctx, 'lists.write');
  return addSelected(
    ctx,
    input.listId,
    input.recordIds.length,
    (list) => sql`
    SELECT r.id FROM crm_records r
    WHERE r.id = ANY(${input.recordIds.map(BigInt)}::bigint[]) AND r.entity = ${list.entity}::text::crm_entity AND r.deleted_at IS NULL
      AND ${visibleRecords(ctx)}`,
  );
}

/**
 * The same for everyone whom a records grid shows now, by its search and filters as they stand in its address: any number of people in one statement. Throws when they
 * are not as many as the person was shown.
 */
export async function addMembersByQuery(
  ctx: Context,
  input: { listId: string; query: string; expected: number },
): Promise<AddedMembers> {
  permit(ctx, 'lists.write');
  const select: Selection = async ({ entity }, tx) =>
    sql`SELECT r.id FROM crm_records r WHERE ${await chosenConditions(ctx, tx, { entity, choice: { kind: 'matching', query: input.query } })}`;
  return addSelected(ctx, input.listId, null, select, ({ found }) => {
    if (found === input.expected) return;
    throw conflict(
      `It would now be ${found.toLocaleString('en')}, not ${input.expected.toLocaleString('en')}: somebody changed records meanwhile. Nothing was done; look again, then repeat it.`,
    );
  });
}

type Selection = (list: ListWithOwner, tx: Tx) => Prisma.Sql | Promise<Prisma.Sql>;

/** `asked` is how many were named, where they were; null: whoever is selected. */
export async function addSelected(
  ctx: Context,
  id: string,
  asked: number | null,
  select: Selection,
  check?: (added: { found: number }) => void,
): Promise<AddedMembers> {
  const listId = listKey(id);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockList(tx, listId);
      const list = await fetchOwnList(ctx, tx, listId);
      requireManual(list);
      const added = await insertMembers(tx, { listId, selected: await select(list, tx), at: ctx.now() });
      check?.(added);
      const memberCount = await countMembersNow(tx, listId);
      const unknown = Math.max(0, (asked ?? added.found) - added.found);
      const answer = {
        added: added.added,
        restored: added.restored,
        already: added.found - added.added - added.restored,
        unknown,
        memberCount,
      };
      await recordAudit(ctx, tx, {
        action: 'marketing-list.add-members',
        subjectType: 'marketing_list',
        subjectId: listId,
        detail: { list: list.name, ...answer },
      });
      return answer;
    },
    { timeout: 120_000 },
  );
}

export function requireManual(list: Pick<ListWithOwner, 'type' | 'archivedAt'>): void {
  if (list.archivedAt) throw conflict('This list is archived and can’t be changed.');
  if (list.type !== 'manual')
    throw conflict(
      'Only a manual list takes people by hand. The members of this one follow from its filter: change the filter, or clone the list as a manual one.',
    );
}

/** Joined or restored in one statement, each told as an event. */
export async function insertMembers(
  tx: Tx,
  {
    listId,
    selected,
    at,
    cause = 'added by hand',
  }: { listId: bigint; selected: Prisma.Sql; at: Date; cause?: string },
): Promise<{ found: number; added: number; restored: number }> {
  const [row] = await tx.$queryRaw<{ found: bigint; added: bigint; restored: bigint }[]>`
    WITH wanted AS MATERIALIZED (${selected}), before AS MATERIALIZED (
      SELECT w.id, i.in_filter, i.removed_at FROM wanted w LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = w.id
    ), changed AS (
      INSERT INTO list_items (list_id, record_id, in_filter, joined_at)
      SELECT ${listId}::bigint, b.id, TRUE, ${at}::timestamptz FROM before b WHERE b.in_filter IS NOT TRUE OR b.removed_at IS NOT NULL
      ON CONFLICT (list_id, record_id) DO UPDATE SET in_filter = TRUE, left_at = NULL, removed_at = NULL, removed_by_id = NULL,
        joined_at = CASE WHEN list_items.in_filter THEN list_items.joined_at ELSE EXCLUDED.joined_at END
      RETURNING record_id
    ), told AS (
      INSERT INTO list_events (list_id, record_id, kind, cause, at)
      SELECT ${listId}::bigint, c.record_id, CASE WHEN b.removed_at IS NULL THEN 'joined' ELSE 'restored' END, ${cause}::text, ${at}::timestamptz
      FROM changed c JOIN before b ON b.id = c.record_id
      RETURNING kind
    )
    SELECT (SELECT count(*) FROM wanted) AS found, count(*) FILTER (WHERE kind = 'joined') AS added, count(*) FILTER (WHERE kind = 'restored') AS restored FROM told`;
  return {
    found: Number(row?.found ?? 0n),
    added: Number(row?.added ?? 0n),
    restored: Number(row?.restored ?? 0n),
  };
}
