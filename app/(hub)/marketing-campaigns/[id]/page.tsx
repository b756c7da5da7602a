import type { Metadata } from 'next';
import { CampaignFigures } from '@/components/campaigns/campaign-figures';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { ReportHead } from '@/components/ui/report-head';
import { shownCounts, type MarketingCampaignView } from '@/lib/campaigns/schemas';
import { formatDay, plural } from '@/lib/format';
import { may } from '@/lib/permissions';
import { CampaignsOf } from './_components/campaigns-of';
import { shownCampaign } from './shown-campaign';

export async function generateMetadata({
  params,
}: PageProps<'/marketing-campaigns/[id]'>): Promise<Metadata> {
  return { title: (await shownCampaign.read(params)).subject.name };
}

export default async function MarketingCampaignPage({ params }: PageProps<'/marketing-campaigns/[id]'>) {
  const { ctx, subject: campaign } = await shownCampaign.read(params);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Campaigns', href: '/marketing-campaigns' }, { label: campaign.name }]}
        title={campaign.name}
        lede={
          <>
            {ledeOf(campaign)} Code <span className="font-mono text-sm">{campaign.code}</span>.
          </>
        }
        actions={
          <>
            <PrintButton />
            {may(ctx.actor, 'campaigns.write') && (
              <LinkButton href={`/marketing-campaigns/${campaign.id}/edit`} hotkey="e">
                Edit
              </LinkButton>
            )}
          </>
        }
      />
      <ReportHead accounts={[...new Set(campaign.campaigns.map(({ integration }) => integration.name))]} />
      <div className="grid grid-cols-1 gap-4">
        {campaign.description !== '' && (
          <p className="max-w-[100ch] whitespace-pre-line text-ink-2">{campaign.description}</p>
        )}
        <CampaignFigures counts={shownCounts(campaign.counts, 'out', { complaints: campaign.complaints })} />
        <CampaignsOf rows={campaign.campaigns} seesPeople={may(ctx.actor, 'crm.read')} />
      </div>
    </>
  );
}

function ledeOf({ campaigns, startAt, endAt }: MarketingCampaignView): string {
  const [last] = campaigns;
  const range =
    startAt === null && endAt === null
      ? ''
      : ` Runs${startAt === null ? '' : ` from ${formatDay(startAt)}`}${endAt === null ? '' : ` to ${formatDay(endAt)}`}.`;
  if (campaigns.length === 0) return `No email campaign is under it now.${range}`;
  const sent = last?.sentAt ? `, the last one sent on ${formatDay(last.sentAt)}` : '';
  const several = campaigns.length > 1 ? ' Someone who got several counts in each.' : '';
  return `Adds up ${plural(campaigns.length, 'email campaign')}${sent}.${several}${range}`;
}
