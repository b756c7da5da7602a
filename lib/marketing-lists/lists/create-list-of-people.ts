import { actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Prisma } from '@/lib/db';
import { emptyFilter } from '@/lib/filters/schemas';
import { permit } from '@/lib/permissions';
import { insertMembers } from '../members/add-members';
import { countMembersNow } from '../members/member-count';
import { defaultColumns } from '../schemas';
import { keepNewList } from './create-marketing-list';
import { underOneName } from './list-names';

/**
 * A manual list, owned by whoever makes it, of everyone whom a statement over crm_records selects by id: list and people in one
 * transaction, any number of them in one statement.
 */
export async function createListOfPeople(
  ctx: Context,
  { name, entity, selected }: { name: string; entity: CrmEntity; selected: Prisma.Sql },
): Promise<{ id: string; memberCount: number }> {
  permit(ctx, 'lists.write');
  const ownerId = actorUserId(ctx.actor);
  return underOneName(
    ctx.db.prisma.$transaction(
      async (tx) => {
        const listId = await keepNewList(ctx, tx, {
          name,
          entity,
          description: '',
          type: 'manual',
          ownerId: ownerId === null ? null : String(ownerId),
          ownerOnly: false,
          folderId: null,
          timeZone: null,
          columns: [...defaultColumns],
          filter: emptyFilter,
        });
        const { added } = await insertMembers(tx, { listId, selected, at: ctx.now() });
        const memberCount = await countMembersNow(tx, listId);
        await recordAudit(ctx, tx, {
          action: 'marketing-list.add-members',
          subjectType: 'marketing_list',
          subjectId: listId,
          detail: { list: name, added, memberCount },
        });
        return { id: String(listId), memberCount };
      },
      { timeout: 120_000 },
    ),
  );
}
