import { listCampaignOptions } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import type { Option } from '@/components/ui/select';
import { entityLabels, recordFields } from '@/lib/crm';
import { formatDay } from '@/lib/format';
import { filterFieldOptions } from '@/lib/marketing-lists';
import { listOwnerOptions } from '@/lib/users';

/** What the list form offers to choose from. */
export async function formOptions(ctx: Context) {
  const [owners, campaigns] = await Promise.all([listOwnerOptions(ctx), listCampaignOptions(ctx)]);
  return {
    owners: owners.map(({ id, name, email }) => ({ value: id, label: name, hint: email })),
    campaigns: campaignOptions(campaigns),
    columns: recordFields.map(({ name, label }) => ({ value: name, label })),
    entities: Object.entries(entityLabels).map(([value, { many, path }]) => ({ value, label: many, path })),
    fields: filterFieldOptions(),
  };
}

/** Campaigns of one name are told apart by the day they were sent. */
function campaignOptions(campaigns: Awaited<ReturnType<typeof listCampaignOptions>>): Option[] {
  return campaigns.map(({ id, name, sentAt }) => {
    const shared = campaigns.filter((other) => other.name === name).length > 1;
    return { value: id, label: name, ...(shared && sentAt ? { hint: `sent ${formatDay(sentAt)}` } : {}) };
  });
}

export type FormOptions = Awaited<ReturnType<typeof formOptions>>;
