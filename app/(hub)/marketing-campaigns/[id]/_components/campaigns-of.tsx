'use client';

import { campaignColumns, campaignStatus } from '@/components/campaigns/campaign-columns';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';

const columnsFor = (seesPeople: boolean): DataColumn<EmailCampaignRow>[] => [
  ...campaignColumns(seesPeople).map((column) => ({ ...column, sortable: false, filter: undefined })),
  { id: 'status', header: 'Status', kind: 'state', cell: campaignStatus },
];

const columns = { withPeople: columnsFor(true), withoutPeople: columnsFor(false) };

export function CampaignsOf({ rows, seesPeople }: { rows: EmailCampaignRow[]; seesPeople: boolean }) {
  return (
    <DataTable
      label="Email campaigns"
      title="Email campaigns"
      columns={seesPeople ? columns.withPeople : columns.withoutPeople}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/email-campaigns/${row.id}`}
      page={{ total: rows.length, pageIndex: 0, pageSize: Math.max(rows.length, 1) }}
      searchPlaceholder={null}
      empty={
        <EmptyState title="None under it">
          Its email campaigns were deleted, or belong to an integration that was.
        </EmptyState>
      }
    />
  );
}
