import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { emailCampaignGrid, listEmailCampaigns } from '@/lib/campaigns';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';
import { formatDay, plural } from '@/lib/format';
import { may } from '@/lib/permissions';
import { packRows } from '@/lib/packed-rows';
import { parseTableQuery } from '@/lib/table-query';
import { listViews } from '@/lib/users';
import {
  deleteViewAction,
  renameViewAction,
  replaceViewAction,
  saveViewAction,
  setDefaultViewAction,
} from '../../_views/actions';
import { CampaignsTable } from '../_components/campaigns-table';

const viewActions = {
  save: saveViewAction,
  rename: renameViewAction,
  replace: replaceViewAction,
  makeDefault: setDefaultViewAction,
  remove: deleteViewAction,
};

export const metadata: Metadata = { title: 'Email Campaigns' };

export default async function EmailCampaignsPage({ searchParams }: PageProps<'/email-campaigns'>) {
  const ctx = await requireContext();
  const search = await searchParams;
  const views = await listViews(ctx, 'email-campaigns');
  const first = views.find(({ isDefault }) => isDefault);
  if (first && Object.keys(search).length === 0)
    redirect(`/email-campaigns?${first.query}${first.query ? '&' : ''}view=${first.id}`);
  const query = parseTableQuery(search, emailCampaignGrid.table);
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
        actions={
          <>
            <LinkButton href="/email-campaigns/sms">SMS campaigns</LinkButton>
            {may(ctx.actor, 'campaigns.send') && (
              <>
                <LinkButton href="/email-campaigns/drafts">Drafts and sends</LinkButton>
                <LinkButton variant="primary" href="/email-campaigns/new">
                  New email campaign
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <CampaignsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        views={views}
        viewActions={viewActions}
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
