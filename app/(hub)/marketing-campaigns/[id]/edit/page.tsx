import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { listOwnerOptions } from '@/lib/users';
import { shownCampaign } from '../shown-campaign';
import { CampaignForm } from './campaign-form';

export const metadata: Metadata = { title: 'Edit Marketing Campaign' };

export default async function EditMarketingCampaignPage({
  params,
}: PageProps<'/marketing-campaigns/[id]/edit'>) {
  const {
    ctx,
    subject: { id, version, name, code, description, startAt, endAt, budget, budgetCurrency, owner },
  } = await shownCampaign.read(params, 'campaigns.write');
  const owners = await listOwnerOptions(ctx);
  const own = owner && !owners.some((one) => one.id === owner.id) ? [owner] : [];
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Marketing Campaigns', href: '/marketing-campaigns' },
          { label: name, href: `/marketing-campaigns/${id}` },
          { label: 'Edit' },
        ]}
        title={`Edit ${name}`}
        lede="The email campaigns under it and their numbers stay as they are."
      />
      <CampaignForm
        values={{
          id,
          version,
          name,
          code,
          description,
          startAt,
          endAt,
          budget,
          budgetCurrency,
          ownerId: owner?.id ?? null,
        }}
        owners={[...own, ...owners].map((one) => ({ value: one.id, label: one.name }))}
      />
    </>
  );
}
