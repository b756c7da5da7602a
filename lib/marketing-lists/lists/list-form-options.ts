import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { readColumnFields } from '../list-columns';
import { getFilterCatalogue } from '../evaluation/get-filter-catalogue';
import type { AskListFormOptions, ListFormOptions } from '../schemas';

/** What a list of this entity can ask and show: the filter's fields with their choices, and the columns. */
export async function readListFormOptions(
  ctx: Context,
  { entity, listId }: AskListFormOptions,
): Promise<ListFormOptions> {
  permit(ctx, 'lists.read');
  const list = listId === null ? null : await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const [catalogue, fields] = await Promise.all([
    getFilterCatalogue(ctx, entity, list?.id ?? null),
    readColumnFields(ctx, entity),
  ]);
  return {
    catalogue,
    columns: [...fields.values()].map(({ name, label, group }) => ({ name, label, group })),
  };
}
