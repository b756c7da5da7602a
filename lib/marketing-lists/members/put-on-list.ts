import { Prisma, type Tx } from '@/lib/db';
import { fetchList, lockList } from '../internal';
import { insertMembers, requireManual } from './add-members';
import { countMembersNow } from './member-count';

type Asked = {
  listId: bigint;
  recordIds: readonly bigint[];
  at: Date;
  cause: string;
};

/**
 * Puts people on a manual list, for whoever does so by rule; twice is once. Whom somebody removed by hand stays off and is given back.
 * Throws where the list takes nobody by hand.
 */
export async function putOnList(tx: Tx, { listId, recordIds, at, cause }: Asked): Promise<bigint[]> {
  await lockList(tx, listId);
  const list = await fetchList(tx, listId);
  requireManual(list);
  const removed = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT record_id AS id FROM list_items
    WHERE list_id = ${listId}::bigint AND record_id = ANY(${[...recordIds]}::bigint[]) AND removed_at IS NOT NULL`;
  const off = new Set(removed.map(({ id }) => id));
  const selected = Prisma.sql`
    SELECT r.id FROM crm_records r WHERE r.id = ANY(${recordIds.filter((id) => !off.has(id))}::bigint[])
      AND r.entity = ${list.entity}::text::crm_entity AND r.deleted_at IS NULL`;
  await insertMembers(tx, { listId, selected, at, cause });
  await countMembersNow(tx, listId);
  return [...off];
}
