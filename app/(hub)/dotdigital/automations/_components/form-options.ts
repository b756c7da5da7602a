import type { Context } from '@/lib/context';
import { entityLabels, listTags } from '@/lib/crm';
import { listIntegrationOptions } from '@/lib/integrations';
import { readListFormOptions, readListOptions } from '@/lib/marketing-lists';
import type { CrmEntity } from '@/lib/crm/schemas';

/** What the form of an automation offers to choose from. */
export async function formOptions(ctx: Context, entity: CrmEntity) {
  const [integrations, lists, manualLists, tags, first] = await Promise.all([
    listIntegrationOptions(ctx),
    readListOptions(ctx),
    readListOptions(ctx, { type: 'manual', changeable: true }),
    listTags(ctx),
    readListFormOptions(ctx, { entity, listId: null }),
  ]);
  return {
    integrations: integrations.map(({ id, name }) => ({ value: id, label: name })),
    lists: lists.map(({ id, name, entity: of }) => ({ value: id, label: name, entity: of })),
    manualLists: manualLists.map(({ id, name, entity: of }) => ({ value: id, label: name, entity: of })),
    tags: tags.map((tag) => ({ value: tag.name, label: tag.name })),
    entities: Object.entries(entityLabels).map(([value, { many }]) => ({ value, label: many })),
    first,
  };
}

export type FormOptions = Awaited<ReturnType<typeof formOptions>>;
