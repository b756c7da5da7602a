'use client';

import { campaignColumns, campaignStatus } from '@/components/campaigns/campaign-columns';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';

const columns: DataColumn<EmailCampaignRow>[] = [
  ...campaignColumns.map((column) => ({ ...column, sortable: false, filter: undefined })),
  { id: 'status', header: 'Status', kind: 'state', cell: campaignStatus },
];

export function CampaignsOf({ rows }: { rows: EmailCampaignRow[] }) {
  return (
    <DataTable
      label="Email campaigns"
      title="Email campaigns"
      columns={columns}
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
