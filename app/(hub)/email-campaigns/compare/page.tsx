import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
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

export default async function ComparePage({ searchParams }: PageProps<'/email-campaigns/compare'>) {
  const ctx = await requireContext('statistics.read');
  const search = await searchParams;
  const ask = readAsk('/email-campaigns/compare', search);
  const [{ campaigns, ids, problem }, options] = await Promise.all([
    findCompared(ctx, search.ids, ask),
    listCampaignOptions(ctx),
  ]);
  const shownIds = campaigns.map(({ id }) => id);
  return (
    <>
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
              <LinkButton
                href={`/api${ask.hrefWith({ ids: shownIds.join(',') }).replace('compare', 'compare.csv')}`}
              >
                CSV
              </LinkButton>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {problem !== null && <NotCompared problem={problem} />}
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
