import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireContext } from '@/app/_server/require-context';
import { buttonStyles } from '@/components/ui/button-styles';
import { LivePage } from '@/components/ui/live-page';
import { PageHeader } from '@/components/ui/page-header';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { listCampaignOptions } from '@/lib/campaigns';
import { maxCompared } from '@/lib/campaigns/schemas';
import { plural } from '@/lib/format';
import { readAsk } from '../[id]/_components/campaign-ask';
import { AddCampaign } from './_components/add-campaign';
import { Choices } from './_components/choices';
import { findCompared } from './_components/find-compared';
import { NotCompared } from './_components/not-compared';
import { SideBySide } from './_components/side-by-side';
import { SinceSendingCard } from './_components/since-sending-card';

export const metadata: Metadata = { title: 'Compare Email Campaigns' };

/** The same question as the page's, put to the route of its file. */
const csvAddress = (href: string): string => `/api${href.replace(/^\/email-campaigns\/compare/, '$&.csv')}`;

export default async function ComparePage({ searchParams }: PageProps<'/email-campaigns/compare'>) {
  const ctx = await requireContext('statistics.read');
  const search = await searchParams;
  const ask = readAsk('/email-campaigns/compare', search);
  const [{ campaigns, ids, problem }, options] = await Promise.all([
    findCompared(ctx, search.ids, ask),
    listCampaignOptions(ctx),
  ]);
  return (
    <>
      <LivePage subject="campaigns" />
      <PageHeader
        trail={[{ label: 'Email Campaigns', href: '/email-campaigns' }, { label: 'Compare' }]}
        title="Compare Email Campaigns"
        lede={
          campaigns.length > 0
            ? `${plural(campaigns.length, 'campaign')} side by side. The best rate of each figure is marked.`
            : 'Two to six campaigns side by side.'
        }
        actions={
          <>
            {ids.length < maxCompared && (
              <AddCampaign
                ids={ids}
                machine={ask.machines === 'in' ? 'in' : undefined}
                options={options
                  .filter(({ id }) => !ids.includes(id))
                  .map(({ id, name, sentAt }) => ({
                    value: id,
                    label: name,
                    ...(sentAt ? { hint: sentAt.slice(0, 10) } : {}),
                  }))}
              />
            )}
            {campaigns.length > 0 && (
              <a href={csvAddress(ask.hrefWith({}))} download className={buttonStyles({})}>
                CSV
              </a>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {problem !== null && <NotCompared problem={problem} ids={ids} />}
        {campaigns.length > 0 && (
          <>
            <Choices ask={ask} />
            <SideBySide campaigns={campaigns} ask={ask} />
            <Suspense fallback={<CardsSkeleton count={1} />}>
              <SinceSendingCard ctx={ctx} campaigns={campaigns} ask={ask} search={search} />
            </Suspense>
          </>
        )}
      </div>
    </>
  );
}
