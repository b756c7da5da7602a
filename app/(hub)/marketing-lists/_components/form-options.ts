import type { Context } from '@/lib/context';
import { entityLabels } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { listFolders, readListFormOptions } from '@/lib/marketing-lists';
import { listOwnerOptions } from '@/lib/users';

/** What the list form offers to choose from; what depends on the entity comes again when another is chosen. */
export async function formOptions(ctx: Context, entity: CrmEntity, listId: string | null = null) {
  const [owners, folders, first] = await Promise.all([
    listOwnerOptions(ctx),
    listFolders(ctx),
    readListFormOptions(ctx, { entity, listId }),
  ]);
  return {
    owners: owners.map(({ id, name, email }) => ({ value: id, label: name, hint: email })),
    folders: folders.map(({ id, name }) => ({ value: id, label: name })),
    entities: Object.entries(entityLabels).map(([value, { many, path }]) => ({ value, label: many, path })),
    first,
  };
}

export type FormOptions = Awaited<ReturnType<typeof formOptions>>;
