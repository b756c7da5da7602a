import { actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Prisma, Tx } from '@/lib/db';
import { emptyFilter } from '@/lib/filters/schemas';
import { permit } from '@/lib/permissions';
import { insertMembers } from '../members/add-members';
import { countMembersNow } from '../members/member-count';
import { defaultColumns } from '../schemas';
import { keepNewList } from './create-marketing-list';
import { underOneName } from './list-names';

type ListOfPeople = {
  name: string;
  entity: CrmEntity;
  /** A statement over crm_records that gives ids. */
  selected: Prisma.Sql;
  /** What the list's events name as the cause, where nobody was picked by hand. */
  cause?: string;
  /** What else the audit log says of it. */
  detail?: Record<string, string>;
};

/** A manual list of everyone whom a statement selects: list and people in one transaction, any number of them in one statement. */
export async function createListOfPeople(
  ctx: Context,
  people: ListOfPeople,
): Promise<{ id: string; memberCount: number }> {
  permit(ctx, 'lists.write');
  return underOneName(
    ctx.db.prisma.$transaction(
      async (tx) => {
        const { id, memberCount } = await keepListOfPeople(ctx, tx, people);
        return { id, memberCount };
      },
      { timeout: 120_000 },
    ),
  );
}

/** The same within a transaction; it belongs to whoever makes it. */
export async function keepListOfPeople(
  ctx: Context,
  tx: Tx,
  { name, entity, selected, cause, detail }: ListOfPeople,
): Promise<{ id: string; memberCount: number; found: number }> {
  const listId = await keepNewList(ctx, tx, {
    name,
    entity,
    description: '',
    type: 'manual',
    ownerId: actorUserId(ctx.actor)?.toString() ?? null,
    ownerOnly: false,
    folderId: null,
    timeZone: null,
    columns: [...defaultColumns],
    filter: emptyFilter,
  });
  const { found, added } = await insertMembers(tx, { listId, selected, at: ctx.now(), cause });
  const memberCount = await countMembersNow(tx, listId);
  await recordAudit(ctx, tx, {
    action: 'marketing-list.add-members',
    subjectType: 'marketing_list',
    subjectId: listId,
    detail: { list: name, added, memberCount, ...detail },
  });
  return { id: String(listId), memberCount, found };
}
