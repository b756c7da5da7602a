'use client';

import { useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { DataTable, type BulkAction, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import type { MarketingCampaignRow } from '@/lib/campaigns/schemas';
import { MergeChosenDialog } from './merge-chosen-dialog';

const columns: DataColumn<MarketingCampaignRow>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, sortable: true, maxWidth: 380 },
  {
    id: 'code',
    header: 'Code',
    cell: (row) => <span className="font-mono text-sm">{row.code}</span>,
    sortable: true,
  },
  {
    id: 'campaigns',
    header: 'Email campaigns',
    definition: 'campaignsUnder',
    kind: 'number',
    cell: (row) => <Num value={row.campaignCount} />,
    sortable: true,
  },
  {
    id: 'recipients',
    header: 'Recipients',
    definition: 'recipients',
    kind: 'number',
    cell: (row) => <Num value={row.counts.recipients} />,
    sortable: true,
    card: 'end',
  },
  {
    id: 'openRate',
    header: 'Opened',
    definition: 'opened',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.humanOpeners} whole={row.counts.delivered} />,
  },
  {
    id: 'clickRate',
    header: 'Clicked',
    definition: 'clicked',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.humanClickers} whole={row.counts.delivered} />,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    definition: 'unsubscribed',
    kind: 'number',
    cell: (row) => <Num value={row.counts.unsubscribed} />,
  },
  {
    id: 'startAt',
    header: 'Start',
    kind: 'date',
    cell: (row) => <Time at={row.startAt} as="day" />,
    sortable: true,
    hidden: true,
  },
  { id: 'endAt', header: 'End', kind: 'date', cell: (row) => <Time at={row.endAt} as="day" />, hidden: true },
  {
    id: 'lastSentAt',
    header: 'Last sent',
    kind: 'date',
    cell: (row) => <Time at={row.lastSentAt} as="moment" none="not yet" />,
    sortable: true,
  },
];

export function MarketingCampaignsTable({
  rows,
  page,
  mayEdit,
}: {
  rows: MarketingCampaignRow[];
  page: PageInfo;
  mayEdit: boolean;
}) {
  const [seen, setSeen] = useState(new Map<string, MarketingCampaignRow>());
  const [merging, setMerging] = useState<{ rows: MarketingCampaignRow[]; done: () => void } | null>(null);
  if (rows.some((row) => seen.get(row.id) !== row))
    setSeen(new Map([...seen, ...rows.map((row) => [row.id, row] as const)]));
  const merge: BulkAction = {
    label: (_, whom) => `Merge ${whom}`,
    hotkey: 'm',
    onSelect: (ids, clear) => {
      const chosen = ids.flatMap((id) => seen.get(id) ?? []);
      if (chosen.length < 2) toast.bad('Choose at least two marketing campaigns to merge.');
      else setMerging({ rows: chosen, done: clear });
    },
  };
  return (
    <>
      <DataTable
        label="Marketing Campaigns"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/marketing-campaigns/${row.id}`}
        rowActions={
          mayEdit
            ? (row) => [{ label: 'Edit', href: `/marketing-campaigns/${row.id}/edit`, hotkey: 'e' }]
            : undefined
        }
        bulkActions={mayEdit ? [merge] : undefined}
        page={page}
        defaultSort="lastSentAt.desc"
        searchPlaceholder="Search name or code"
        empty={
          <EmptyState
            title="No marketing campaigns yet"
            action={<LinkButton href="/marketing-lists">Go to Marketing Lists</LinkButton>}
          >
            One is made for each campaign that Dotdigital sends to a connected address book, named after it.
          </EmptyState>
        }
      />
      {merging && (
        <MergeChosenDialog
          chosen={merging.rows}
          onClose={() => {
            merging.done();
            setMerging(null);
          }}
        />
      )}
    </>
  );
}
