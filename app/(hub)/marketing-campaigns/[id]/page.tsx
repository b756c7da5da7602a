import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { LinkButton } from '@/components/ui/button';
import { LivePage } from '@/components/ui/live-page';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { ReportHead } from '@/components/ui/report-head';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { listMarketingMerges, whichListsAsk } from '@/lib/campaigns';
import { shownCounts, shownPeople, type MarketingCampaignView } from '@/lib/campaigns/schemas';
import { formatDay, plural } from '@/lib/format';
import { may } from '@/lib/permissions';
import { readAsk } from '../../email-campaigns/[id]/_components/campaign-ask';
import { MachinesNote } from '../../email-campaigns/[id]/_components/machines-note';
import { AboutCard } from './_components/about-card';
import { CampaignsOf } from './_components/campaigns-of';
import { FiguresOfBoth } from './_components/figures-of-both';
import { MergeDialog } from './_components/merge-dialog';
import { Merges } from './_components/merges';
import { OrdersCards } from './_components/orders-cards';
import { PeopleCards } from './_components/people-cards';
import { TimeLineCard } from './_components/time-line-card';
import { shownCampaign } from './shown-campaign';

export async function generateMetadata({
  params,
}: PageProps<'/marketing-campaigns/[id]'>): Promise<Metadata> {
  return { title: (await shownCampaign.read(params)).subject.name };
}

export default async function MarketingCampaignPage({
  params,
  searchParams,
}: PageProps<'/marketing-campaigns/[id]'>) {
  const { ctx, subject: campaign } = await shownCampaign.read(params);
  const asked = (await params).id;
  const { id, name, version } = campaign;
  if (asked !== id) redirect(`/marketing-campaigns/${id}?merged=${asked}`);
  const search = await searchParams;
  const ask = readAsk(`/marketing-campaigns/${id}`, search);
  const { machines } = ask;
  const summed = shownCounts(campaign.counts, machines, { complaints: campaign.complaints });
  const mayChange = may(ctx.actor, 'campaigns.write') && campaign.mayChange;
  const [merges, asking] = await Promise.all([
    listMarketingMerges(ctx, id),
    mayChange ? whichListsAsk(ctx, id) : null,
  ]);
  return (
    <>
      <LivePage subject="campaigns" />
      <PageHeader
        trail={[{ label: 'Marketing Campaigns', href: '/marketing-campaigns' }, { label: name }]}
        title={name}
        lede={ledeOf(campaign)}
        actions={
          <>
            <PrintButton />
            {mayChange && (
              <>
                <MergeDialog campaign={{ id, name, version }} />
                <LinkButton href={`/marketing-campaigns/${id}/edit`} hotkey="e">
                  Edit
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <ReportHead accounts={[...new Set(campaign.campaigns.map(({ integration }) => integration.name))]} />
      <div className="grid grid-cols-1 gap-4">
        <Merges
          name={name}
          merges={merges}
          mayChange={mayChange}
          arrived={campaign.mergedCodes.find((one) => one.id === search.merged)?.name ?? null}
        />
        {campaign.description !== '' && (
          <p className="max-w-[100ch] break-words whitespace-pre-line text-ink-2">{campaign.description}</p>
        )}
        <PeopleCards people={campaign.people} summed={summed} machines={machines} />
        <MachinesNote counts={campaign.counts} ask={ask} />
        {campaign.campaigns.length > 0 && (
          <Suspense key={`${ask.revenue.days} ${ask.revenue.after}`} fallback={<CardsSkeleton count={1} />}>
            <OrdersCards ctx={ctx} campaign={campaign} ask={ask} />
          </Suspense>
        )}
        <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,1fr)_356px]">
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <TimeLineCard ctx={ctx} id={id} machines={machines} />
          </Suspense>
          <AboutCard campaign={campaign} />
        </div>
        <div id="email-campaigns" className="scroll-mt-4">
          <CampaignsOf
            campaign={{ id, name, version, mayChange, asking }}
            rows={campaign.campaigns}
            seesPeople={may(ctx.actor, 'crm.read')}
            machines={machines}
          />
        </div>
        <FiguresOfBoth
          summed={summed}
          people={campaign.people.counts && shownPeople(campaign.people.counts, machines)}
        />
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
  const several = campaigns.length > 1 ? ' People count once, whatever they got.' : '';
  return `${plural(campaigns.length, 'email campaign')} under it${sent}.${several}${range}`;
}
