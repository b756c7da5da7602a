import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { MoreFigures } from '@/components/campaigns/campaign-figures';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LivePage } from '@/components/ui/live-page';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { CardsSkeleton, TableSkeleton } from '@/components/ui/skeleton';
import { campaignStatistics } from '@/lib/campaigns';
import { studioHref } from '@/lib/email-studio/schemas';
import { listIntegrationOptions } from '@/lib/integrations';
import { may } from '@/lib/permissions';
import { ledeOf } from './_components/campaign-lede';
import { Figures } from './_components/figures';
import { LinksCard } from './_components/links-card';
import { MailDialog } from './_components/mail-dialog';
import { MakeListMenu } from './_components/make-list-menu';
import { OverTimeCard } from './_components/over-time-card';
import { People } from './_components/people';
import { shownCampaign } from './shown-campaign';

export async function generateMetadata({ params }: PageProps<'/email-campaigns/[id]'>): Promise<Metadata> {
  return { title: (await shownCampaign.read(params)).subject.name };
}

export default async function EmailCampaignPage({
  params,
  searchParams,
}: PageProps<'/email-campaigns/[id]'>) {
  const { ctx, subject: campaign } = await shownCampaign.read(params);
  const statistics = await campaignStatistics(ctx, campaign.id);
  const opensInStudio =
    campaign.goneAt === null &&
    may(ctx.actor, 'studio.use') &&
    (await listIntegrationOptions(ctx)).some(({ id }) => id === campaign.integration.id);
  const seesPeople = may(ctx.actor, 'crm.read');
  const people = seesPeople ? { campaignId: campaign.id } : {};
  return (
    <>
      <LivePage subject={`campaign:${campaign.id}`} />
      <PageHeader
        trail={[{ label: 'Email Campaigns', href: '/email-campaigns' }, { label: campaign.name }]}
        title={campaign.name}
        lede={
          <>
            {ledeOf(campaign)}
            {campaign.marketingCampaign && (
              <>
                {' '}
                Part of{' '}
                <Link className="prose-link" href={`/marketing-campaigns/${campaign.marketingCampaign.id}`}>
                  {campaign.marketingCampaign.name}
                </Link>
                .
              </>
            )}
          </>
        }
        actions={
          <>
            {opensInStudio && (
              <LinkButton href={studioHref(campaign.integration.id)}>Open in Email Studio</LinkButton>
            )}
            {campaign.hasMail && (
              <MailDialog
                id={campaign.id}
                name={campaign.name}
                subject={campaign.subject}
                from={campaign.fromName}
              />
            )}
            {seesPeople && may(ctx.actor, 'lists.write') && (
              <MakeListMenu id={campaign.id} name={campaign.name} counts={statistics.counts} />
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {campaign.goneAt !== null && (
          <Notice tone="warn" title="Deleted at Dotdigital.">
            The campaign is no longer listed there. What was read until then stays here and does not change
            any more.
          </Notice>
        )}
        <Figures statistics={statistics} {...people} />
        <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,1fr)_356px]">
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <OverTimeCard ctx={ctx} id={campaign.id} />
          </Suspense>
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <LinksCard ctx={ctx} id={campaign.id} />
          </Suspense>
        </div>
        <MoreFigures counts={statistics.counts} {...people} />
        {seesPeople ? (
          <div id="people" className="scroll-mt-4">
            <Suspense fallback={<TableSkeleton columns={7} />}>
              <People ctx={ctx} id={campaign.id} name={campaign.name} search={await searchParams} />
            </Suspense>
          </div>
        ) : (
          <Card aria-label="People">
            <EmptyState title="People are not shown to your role">
              You see the numbers. Who is behind them is shown to marketers and admins.
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  );
}
