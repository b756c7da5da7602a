'use client';

import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { RecentCampaign } from '@/lib/dashboard/schemas';

const delivered = (row: RecentCampaign): number => row.sentCount - row.bouncedCount;

const columns: DataColumn<RecentCampaign>[] = [
  { id: 'name', header: 'Campaign', cell: (row) => row.name },
  {
    id: 'sentAt',
    header: 'Sent',
    kind: 'date',
    cell: (row) => (row.sentAt ? <Time at={row.sentAt} as="moment" /> : 'not yet'),
  },
  { id: 'delivered', header: 'Delivered', kind: 'number', cell: (row) => <Num value={delivered(row)} /> },
  {
    id: 'opened',
    header: 'Opened',
    kind: 'number',
    cell: (row) => <Percent part={row.openerCount} whole={delivered(row)} />,
  },
  {
    id: 'clicked',
    header: 'Clicked',
    kind: 'number',
    cell: (row) => <Percent part={row.clickerCount} whole={delivered(row)} />,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    kind: 'number',
    cell: (row) => <Percent part={row.unsubscribedCount} whole={delivered(row)} />,
  },
];

export function RecentCampaignsTable({ rows }: { rows: RecentCampaign[] }) {
  return (
    <DataTable
      label="Recent campaigns"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/email-campaigns/${row.id}`}
      page={{ total: rows.length, pageIndex: 0, pageSize: rows.length }}
      searchPlaceholder={null}
      prefix="campaigns"
    />
  );
}
