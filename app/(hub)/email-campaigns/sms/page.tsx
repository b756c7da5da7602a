import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkChoice } from '@/components/ui/link-choice';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { listIntegrationOptions } from '@/lib/integrations';
import { SmsCampaigns } from './_components/sms-campaigns';

export const metadata: Metadata = { title: 'SMS campaigns' };

export default async function SmsCampaignsPage({ searchParams }: PageProps<'/email-campaigns/sms'>) {
  const ctx = await requireContext('statistics.read');
  const [integrations, search] = await Promise.all([listIntegrationOptions(ctx), searchParams]);
  const chosen = integrations.find(({ id }) => id === search.integration) ?? integrations[0];
  return (
    <>
      <PageHeader
        trail={[{ label: 'Email Campaigns', href: '/email-campaigns' }, { label: 'SMS campaigns' }]}
        title="SMS campaigns"
        lede="Text messages to many, made and sent in Dotdigital; read from there whenever this page opens."
        actions={
          chosen &&
          integrations.length > 1 && (
            <LinkChoice
              label="Integration"
              options={integrations.map(({ id, name }) => ({
                label: name,
                href: `/email-campaigns/sms?integration=${id}`,
                isChosen: id === chosen.id,
              }))}
            />
          )
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <Notice title="Dotdigital’s API has no figures of these.">
          How many a text message reached, and who followed its link, stands in Dotdigital alone. Push and
          social campaigns aren’t listed: its API doesn’t name them.
        </Notice>
        {chosen ? (
          <SmsCampaigns integrationId={chosen.id} />
        ) : (
          <Card>
            <EmptyState title="No integration is active">
              Which SMS campaigns there are, an account of Dotdigital tells.
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  );
}
