import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { plural } from '@/lib/format';
import { packRows } from '@/lib/packed-rows';
import { draftGrid, listDrafts } from '@/lib/sending';
import { parseTableQuery } from '@/lib/table-query';
import { DraftsTable } from '../_components/drafts-table';

export const metadata: Metadata = { title: 'Drafts and sends' };

export default async function DraftsPage({ searchParams }: PageProps<'/email-campaigns/drafts'>) {
  const ctx = await requireContext('campaigns.send');
  const query = parseTableQuery(await searchParams, draftGrid.table);
  const { rows, total } = await listDrafts(ctx, query);
  const narrowed = query.q !== '' || query.filters.length > 0;
  return (
    <>
      <PageHeader
        trail={[{ label: 'Email Campaigns', href: '/email-campaigns' }, { label: 'Drafts and sends' }]}
        title="Drafts and sends"
        lede={
          total === 0
            ? narrowed
              ? 'No campaign made here matches what you ask for.'
              : 'Campaigns that are made here, from the first draft until Dotdigital has sent them.'
            : `${plural(total, 'campaign')} ${narrowed ? 'found' : 'made here'}. Once sent, each comes back under Email Campaigns with its numbers.`
        }
        actions={
          <LinkButton variant="primary" href="/email-campaigns/new">
            New email campaign
          </LinkButton>
        }
      />
      <DraftsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        isMoving={rows.some(({ state }) => ['asked', 'posting', 'accepted'].includes(state))}
      />
    </>
  );
}
