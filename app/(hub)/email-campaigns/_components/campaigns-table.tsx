'use client';

import { campaignColumns, campaignStatus } from '@/components/campaigns/campaign-columns';
import { useCompareAction } from '@/components/campaigns/compare-action';
import { SparkLine } from '@/components/charts/spark-line';
import { ViewsMenu, type ViewActions } from '@/components/saved-views/views-menu';
import { LinkButton } from '@/components/ui/button';
import {
  DataTable,
  type DataColumn,
  type ExtraFilter,
  type PageInfo,
  useRows,
} from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useLivePage } from '@/components/ui/use-live';
import type { ListedCampaign } from '@/lib/campaigns/schemas';
import { listSome } from '@/lib/format';
import type { PackedRows } from '@/lib/packed-rows';
import type { SavedViewItem } from '@/lib/users/schemas';

const named = (all: readonly { name: string }[]): string =>
  all.length === 0 ? '–' : listSome(all.map(({ name }) => name));

const columnsFor = (seesPeople: boolean): DataColumn<ListedCampaign>[] => [
  ...campaignColumns(seesPeople),
  {
    id: 'trend',
    header: 'Trend',
    cell: ({ trend }) => (
      <SparkLine values={trend} label={`Opens in its first three days: ${trend.join(', ')}`} />
    ),
    note: 'Opens in each six hours of its first three days.',
    gives: 1,
    card: 'none',
  },
  {
    id: 'from',
    header: 'From',
    cell: (row) => row.fromName || '–',
    sortable: true,
    filter: { type: 'text' },
    hidden: true,
  },
  {
    id: 'marketing',
    header: 'Marketing campaign',
    cell: (row) => row.marketingCampaign?.name ?? '–',
    sortable: true,
    filter: { type: 'text' },
    hidden: true,
  },
  {
    id: 'book',
    header: 'Books',
    cell: (row) => named(row.books),
    filter: { type: 'text' },
    maxWidth: 220,
    hidden: true,
  },
  { id: 'lists', header: 'Lists', cell: (row) => named(row.lists), maxWidth: 220, hidden: true },
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

/** It stands under the name. */
const subjectFilter: ExtraFilter = { id: 'subject', header: 'Subject', filter: { type: 'text' } };

const columns = { withPeople: columnsFor(true), withoutPeople: columnsFor(false) };

type CampaignsTableProps = {
  rows: PackedRows<ListedCampaign>;
  page: PageInfo;
  seesPeople: boolean;
  views: SavedViewItem[];
  viewActions: ViewActions;
};

export function CampaignsTable({ rows, page, seesPeople, views, viewActions }: CampaignsTableProps) {
  useLivePage('campaigns', false);
  const compare = useCompareAction();
  return (
    <DataTable
      label="Email Campaigns"
      columns={seesPeople ? columns.withPeople : columns.withoutPeople}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `/email-campaigns/${row.id}`}
      bulkActions={[compare]}
      page={page}
      defaultSort="sentAt.desc"
      title={<ViewsMenu grid="email-campaigns" all="All campaigns" views={views} actions={viewActions} />}
      extraFilters={[subjectFilter]}
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
