'use client';

import { callAction } from '@/components/session/call-action';
import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import {
  insightKinds,
  itemStates,
  itemStateWords,
  kindWords,
  type InsightItemRow,
  type InsightItemState,
} from '@/lib/insight-data/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { retryInsightAction } from '../actions';

const tones: Record<InsightItemState, Tone> = {
  waiting: 'neutral',
  sending: 'neutral',
  accepted: 'neutral',
  in_step: 'good',
  failed: 'bad',
  leaving: 'warn',
};

const columns: DataColumn<InsightItemRow>[] = [
  {
    id: 'key',
    header: 'External id',
    cell: (row) => <span className="font-mono text-sm">{row.key}</span>,
    sortable: true,
    maxWidth: 240,
  },
  {
    id: 'kind',
    header: 'What',
    cell: (row) => kindWords[row.kind].one,
    sortable: true,
    filter: {
      type: 'choice',
      options: insightKinds.map((kind) => ({ value: kind, label: kindWords[kind].label })),
    },
  },
  {
    id: 'email',
    header: 'Person',
    cell: (row) => row.person.name,
    secondary: (row) => row.person.email,
    sortable: true,
    maxWidth: 300,
  },
  { id: 'reason', header: 'Reason', cell: (row) => row.reason, maxWidth: 420, filter: { type: 'text' } },
  {
    id: 'heldAt',
    header: 'Last taken',
    kind: 'date',
    cell: (row) => <Time at={row.heldAt} as="moment" none="not yet" />,
    sortable: true,
    hidden: true,
  },
  {
    id: 'stateAt',
    header: 'Since',
    kind: 'date',
    cell: (row) => <Time at={row.stateAt} as="moment" />,
    sortable: true,
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <Chip tone={tones[row.state]}>{itemStateWords[row.state]}</Chip>,
    sortable: true,
    filter: {
      type: 'choice',
      options: itemStates.map((state) => ({ value: state, label: itemStateWords[state] })),
    },
  },
];

type ItemsTableProps = {
  integrationId: string;
  mayRetry: boolean;
  rows: PackedRows<InsightItemRow>;
  page: PageInfo;
};

export function ItemsTable({ integrationId, mayRetry, rows, page }: ItemsTableProps) {
  const retry = async ({ kind, key }: InsightItemRow): Promise<void> => {
    const result = await callAction(() => retryInsightAction({ integrationId, kind, key }));
    if (result.ok) toast.good('Tried again', { detail: key });
    else toast.bad('Not tried again', { detail: result.error.message });
  };
  return (
    <DataTable
      label="Orders and carts at Dotdigital"
      columns={columns}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={({ person }) => (person.id === null ? '/customers' : `/customers/${person.id}`)}
      page={page}
      defaultSort="stateAt.desc"
      searchPlaceholder="Search ids and addresses"
      csvHref={`/api/integrations/${integrationId}/insight-data`}
      rowActions={(row) =>
        mayRetry && row.reason !== null && (row.state === 'failed' || row.state === 'leaving')
          ? [{ label: 'Retry', onSelect: () => void retry(row) }]
          : []
      }
      empty={
        <EmptyState title="No order or cart has gone to Dotdigital">
          Once they are switched on, each stands here with its state and, where Dotdigital refused it, why.
        </EmptyState>
      }
    />
  );
}
