import type { Context } from '@/lib/context';
import { entityLabels, getRecordCatalogue, listTags, type RecordField } from '@/lib/crm';
import { listIntegrationOptions } from '@/lib/integrations';
import { readListFormOptions, readListOptions } from '@/lib/marketing-lists';
import { CrmEntity } from '@/lib/crm/schemas';

/** What the form of an automation offers to choose from. */
export async function formOptions(ctx: Context, entity: CrmEntity) {
  const [integrations, lists, manualLists, tags, first, fields] = await Promise.all([
    listIntegrationOptions(ctx),
    readListOptions(ctx),
    readListOptions(ctx, { type: 'manual', changeable: true }),
    listTags(ctx),
    readListFormOptions(ctx, { entity, listId: null }),
    Promise.all(CrmEntity.options.map(async (one) => [one, await getRecordCatalogue(ctx, one)] as const)),
  ]);
  return {
    integrations: integrations.map(({ id, name }) => ({ value: id, label: name })),
    lists: lists.map(({ id, name, entity: of }) => ({ value: id, label: name, entity: of })),
    manualLists: manualLists.map(({ id, name, entity: of }) => ({ value: id, label: name, entity: of })),
    tags: tags.map((tag) => ({ value: tag.name, label: tag.name })),
    entities: Object.entries(entityLabels).map(([value, { many }]) => ({ value, label: many })),
    first,
    fields: Object.fromEntries(fields.map(([one, all]) => [one, all.map(fieldOption)])) as Record<
      CrmEntity,
      FieldOption[]
    >,
  };
}

export type FieldOption = Pick<RecordField, 'type' | 'choices' | 'writable'> & {
  value: string;
  label: string;
};

const fieldOption = ({ name, label, type, choices, writable }: RecordField): FieldOption => ({
  value: name,
  label,
  type,
  writable,
  choices: choices?.filter((one) => !one.archived).map(({ value, label: said }) => ({ value, label: said })),
});

export type FormOptions = Awaited<ReturnType<typeof formOptions>>;
