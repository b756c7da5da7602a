import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { emailCampaignGrid, listEmailCampaigns } from '@/lib/campaigns';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';
import { formatDay, plural } from '@/lib/format';
import { may } from '@/lib/permissions';
import { packRows } from '@/lib/packed-rows';
import { parseTableQuery } from '@/lib/table-query';
import { CampaignsTable } from '../_components/campaigns-table';

export const metadata: Metadata = { title: 'Email Campaigns' };

export default async function EmailCampaignsPage({ searchParams }: PageProps<'/email-campaigns'>) {
  const ctx = await requireContext();
  const query = parseTableQuery(await searchParams, emailCampaignGrid.table);
  const { rows, total } = await listEmailCampaigns(ctx, query);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Email Campaigns' }]}
        title="Email Campaigns"
        lede={ledeOf(
          rows,
          total,
          query.q !== '' || query.filters.length > 0,
          query.sort.field === 'sentAt' && query.sort.direction === 'desc',
        )}
      />
      <CampaignsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        seesPeople={may(ctx.actor, 'crm.read')}
      />
    </>
  );
}

function ledeOf(rows: EmailCampaignRow[], total: number, narrowed: boolean, newestFirst: boolean): string {
  if (total === 0)
    return narrowed
      ? 'No campaign matches what you ask for.'
      : 'What Dotdigital sends to your connected address books shows here, with everyone who got it.';
  const count = `${plural(total, 'campaign')}${narrowed ? ' found' : ' sent to connected address books'}`;
  const last = newestFirst && !narrowed ? rows[0] : undefined;
  return last?.sentAt ? `${count}; the last one, ${last.name}, on ${formatDay(last.sentAt)}.` : `${count}.`;
}
