import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { shownCampaign } from '../shown-campaign';
import { CampaignForm } from './campaign-form';

export const metadata: Metadata = { title: 'Edit Marketing Campaign' };

export default async function EditMarketingCampaignPage({
  params,
}: PageProps<'/marketing-campaigns/[id]/edit'>) {
  const {
    subject: { id, version, name, code, description, startAt, endAt },
  } = await shownCampaign.read(params);
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
      <CampaignForm values={{ id, version, name, code, description, startAt, endAt }} />
    </>
  );
}
