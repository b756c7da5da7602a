import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { readColumnFields } from '../list-columns';
import { getFilterCatalogue } from '../evaluation/get-filter-catalogue';
import type { AskListFormOptions, ListFormOptions } from '../schemas';

/** What a list of this entity can ask and show: the filter's fields with their choices, and the columns. */
export async function readListFormOptions(
  ctx: Context,
  { entity }: AskListFormOptions,
): Promise<ListFormOptions> {
  permit(ctx, 'lists.read');
  const [catalogue, fields] = await Promise.all([
    getFilterCatalogue(ctx, entity),
    readColumnFields(ctx, entity),
  ]);
  return {
    catalogue,
    columns: [...fields.values()].map(({ name, label, group }) => ({ name, label, group })),
  };
}
