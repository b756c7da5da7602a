import { listCampaignOptions } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { entityLabels, recordFields } from '@/lib/crm';
import { filterFieldOptions } from '@/lib/marketing-lists';
import { listOwnerOptions } from '@/lib/users';

/** What the list form offers to choose from. */
export async function formOptions(ctx: Context) {
  const [owners, campaigns] = await Promise.all([listOwnerOptions(ctx), listCampaignOptions(ctx)]);
  return {
    owners: owners.map(({ id, name, email }) => ({ value: id, label: name, hint: email })),
    campaigns: campaigns.map(({ id, name, sentAt }) => ({ value: id, label: name, ...(sentAt ? { hint: sentAt.slice(0, 10) } : {}) })),
    columns: recordFields.map(({ name, label }) => ({ value: name, label })),
    entities: Object.entries(entityLabels).map(([value, { many, path }]) => ({ value, label: many, path })),
    fields: filterFieldOptions(),
  };
}

export type FormOptions = Awaited<ReturnType<typeof formOptions>>;
