'use client';

import { campaignColumns, campaignStatus } from '@/components/campaigns/campaign-columns';
import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useLivePage } from '@/components/ui/use-live';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';
import type { PackedRows } from '@/lib/packed-rows';

const columnsFor = (seesPeople: boolean): DataColumn<EmailCampaignRow>[] => [
  ...campaignColumns(seesPeople),
  {
    id: 'marketing',
    header: 'Marketing campaign',
    cell: (row) => row.marketingCampaign?.name ?? '–',
    hidden: true,
  },
  { id: 'integration', header: 'Integration', cell: (row) => row.integration.name, hidden: true },
  {
    id: 'status',
    header: 'Status',
    kind: 'state',
    cell: campaignStatus,
    filter: {
      type: 'choice',
      options: [
        { value: 'Sent', label: 'sent' },
        { value: 'Sending', label: 'sending' },
        { value: 'Triggered', label: 'triggered' },
      ],
    },
  },
];

const columns = { withPeople: columnsFor(true), withoutPeople: columnsFor(false) };

type CampaignsTableProps = {
  rows: PackedRows<EmailCampaignRow>;
  page: PageInfo;
  seesPeople: boolean;
};

export function CampaignsTable({ rows, page, seesPeople }: CampaignsTableProps) {
  useLivePage('campaigns', false);
  return (
    <DataTable
      label="Email Campaigns"
      columns={seesPeople ? columns.withPeople : columns.withoutPeople}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `/email-campaigns/${row.id}`}
      page={page}
      defaultSort="sentAt.desc"
      searchPlaceholder="Search name or subject"
      csvHref="/api/email-campaigns"
      empty={
        <EmptyState
          title="No campaigns yet"
          action={<LinkButton href="/marketing-lists">Go to Marketing Lists</LinkButton>}
        >
          A campaign appears here once it was sent from Dotdigital to an address book that a marketing list is
          connected to.
        </EmptyState>
      }
    />
  );
}
