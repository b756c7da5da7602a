import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { listMarketingCampaigns, marketingCampaignGrid } from '@/lib/campaigns';
import { plural } from '@/lib/format';
import { may } from '@/lib/permissions';
import { parseTableQuery } from '@/lib/table-query';
import { MarketingCampaignsTable } from '../_components/marketing-campaigns-table';

export const metadata: Metadata = { title: 'Marketing Campaigns' };

export default async function MarketingCampaignsPage({ searchParams }: PageProps<'/marketing-campaigns'>) {
  const ctx = await requireContext();
  const query = parseTableQuery(await searchParams, marketingCampaignGrid.table);
  const { rows, total } = await listMarketingCampaigns(ctx, query);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Campaigns' }]}
        title="Marketing Campaigns"
        lede={ledeOf(total, query.q !== '')}
      />
      <MarketingCampaignsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        mayEdit={may(ctx.actor, 'campaigns.write')}
      />
    </>
  );
}

function ledeOf(total: number, narrowed: boolean): string {
  if (total === 0)
    return narrowed
      ? 'No marketing campaign matches what you ask for.'
      : 'A marketing campaign is the umbrella over one or more email campaigns and adds their numbers up.';
  return `${plural(total, 'marketing campaign')}${narrowed ? ' found' : ''}, each adding up the email campaigns under it.`;
}
