import type { Metadata } from 'next';
import { Suspense } from 'react';
import { FigureTable } from '@/components/campaigns/figure-table';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LivePage } from '@/components/ui/live-page';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { ReportHead } from '@/components/ui/report-head';
import { CardsSkeleton, TableSkeleton } from '@/components/ui/skeleton';
import { campaignRevenue, campaignStatistics, findSplit } from '@/lib/campaigns';
import { shownCounts } from '@/lib/campaigns/schemas';
import { studioHref } from '@/lib/email-studio/schemas';
import { listIntegrationOptions } from '@/lib/integrations';
import { may } from '@/lib/permissions';
import { AudienceCard } from './_components/audience-card';
import { readAsk } from './_components/campaign-ask';
import { ledeOf } from './_components/campaign-lede';
import { ClientsCards } from './_components/clients-card';
import { FeedCard } from './_components/feed-card';
import { Figures } from './_components/figures';
import { FunnelCard } from './_components/funnel-card';
import { HoursCard } from './_components/hours-card';
import { isFresh } from './_components/is-fresh';
import { LinksCard } from './_components/links-card';
import { listChoices } from './_components/list-choices';
import { MachinesNote } from './_components/machines-note';
import { MadeHere } from './_components/made-here';
import { MailDialog } from './_components/mail-dialog';
import { MakeListMenu } from './_components/make-list-menu';
import { OverTimeCard } from './_components/over-time-card';
import { People } from './_components/people';
import { peopleByResult, peopleOf } from './_components/people-of';
import { shownCampaign } from './shown-campaign';
import { PageLink } from '@/components/ui/page-link';

/** Orders come in without end, and few are of this campaign. */
const ordersEveryMs = 15_000;

export async function generateMetadata({ params }: PageProps<'/email-campaigns/[id]'>): Promise<Metadata> {
  return { title: (await shownCampaign.read(params)).subject.name };
}

export default async function EmailCampaignPage({
  params,
  searchParams,
}: PageProps<'/email-campaigns/[id]'>) {
  const { ctx, subject: campaign } = await shownCampaign.read(params);
  const { id } = campaign;
  const search = await searchParams;
  const path = `/email-campaigns/${id}`;
  const ask = readAsk(path, search);
  const { machines } = ask;
  const mayOpenStudio = campaign.goneAt === null && may(ctx.actor, 'studio.use');
  const seesPeople = may(ctx.actor, 'crm.read');
  const [statistics, revenue, accounts, split] = await Promise.all([
    campaignStatistics(ctx, id),
    campaignRevenue(ctx, { id, machines, ...ask.revenue }),
    mayOpenStudio ? listIntegrationOptions(ctx) : [],
    seesPeople && ask.people.split !== null ? findSplit(ctx, ask.people.split) : null,
  ]);
  const opensInStudio = accounts.some((account) => account.id === campaign.integration.id);
  const people = peopleOf(ctx, campaign, ask, split);
  const byResult = seesPeople ? peopleByResult(people) : {};
  const shown = shownCounts(statistics.counts, machines, {
    complaints: statistics.complaints,
    buyers: revenue.buyers,
  });
  return (
    <>
      <LivePage subject={`campaign:${id}`} />
      {isFresh(campaign, ctx.now()) && <LivePage subject="orders" everyMs={ordersEveryMs} />}
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
                <PageLink
                  className="prose-link"
                  href={`/marketing-campaigns/${campaign.marketingCampaign.id}`}
                >
                  {campaign.marketingCampaign.name}
                </PageLink>
                .
              </>
            )}
            {may(ctx.actor, 'campaigns.send') && <MadeHere ctx={ctx} id={campaign.id} />}
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
            <PrintButton />
            {seesPeople && may(ctx.actor, 'lists.write') && <MakeListMenu choices={listChoices(campaign)} />}
          </>
        }
      />
      <ReportHead accounts={[campaign.integration.name]} />
      <div className="grid grid-cols-1 gap-4">
        {campaign.goneAt !== null && (
          <Notice tone="warn" title="Deleted at Dotdigital.">
            The campaign is no longer listed there. What was read until then stays here and does not change
            any more.
          </Notice>
        )}
        <Figures statistics={statistics} revenue={revenue} ask={ask} {...byResult} />
        <MachinesNote counts={statistics.counts} ask={ask} />
        <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,1fr)_356px]">
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <OverTimeCard ctx={ctx} id={id} ask={ask} />
          </Suspense>
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <LinksCard ctx={ctx} id={id} machines={machines} people={people} />
          </Suspense>
        </div>
        <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,1fr)_356px]">
          <FigureTable
            counts={shown}
            previous={statistics.previous && shownCounts(statistics.previous.counts, machines)}
            before={statistics.before.map((one) => shownCounts(one, machines))}
            {...byResult}
          />
          <FunnelCard counts={shown} people={people} />
        </div>
        <div className="grid grid-cols-1 items-stretch gap-4 md:grid-cols-2 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)] print:grid-cols-2">
          <Suspense fallback={<CardsSkeleton count={3} />}>
            <div className="grid md:max-xl:col-span-2 print:col-span-2">
              <HoursCard ctx={ctx} id={id} machines={machines} />
            </div>
            <ClientsCards ctx={ctx} id={id} machines={machines} />
          </Suspense>
        </div>
        {seesPeople && (
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <AudienceCard
              ctx={ctx}
              id={id}
              ask={ask}
              split={split}
              recipients={shown.recipients}
              people={people}
            />
          </Suspense>
        )}
        {seesPeople && isFresh(campaign, ctx.now()) && (
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <FeedCard ctx={ctx} id={id} machines={machines} />
          </Suspense>
        )}
        {seesPeople ? (
          <div id="people" className="scroll-mt-4 print:hidden">
            <Suspense fallback={<TableSkeleton columns={7} />}>
              <People ctx={ctx} campaign={campaign} search={search} ask={ask.people} split={split} />
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
