'use client';

import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { callAction } from '@/components/session/call-action';
import { firingStateLabels, type FiringRow } from '@/lib/automations/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { FiringStateChip } from '../../_components/automation-state';
import { retryAction } from '../../actions';

const paths = { contact: '/contacts', lead: '/leads', customer: '/customers' };

const columns: DataColumn<FiringRow>[] = [
  {
    id: 'name',
    header: 'Person',
    cell: (row) => row.person.name,
    secondary: (row) => row.person.email,
    sortable: true,
    maxWidth: 300,
  },
  {
    id: 'eventAt',
    header: 'Happened',
    kind: 'date',
    cell: (row) => <Time at={row.eventAt} as="moment" ahead />,
    sortable: true,
  },
  { id: 'reason', header: 'Reason', cell: (row) => row.reason, maxWidth: 420 },
  {
    id: 'settledAt',
    header: 'Settled',
    kind: 'date',
    cell: (row) => <Time at={row.settledAt} as="moment" none="not yet" />,
    sortable: true,
  },
  {
    id: 'state',
    header: 'Outcome',
    kind: 'state',
    cell: (row) => <FiringStateChip state={row.state} />,
    sortable: true,
    filter: {
      type: 'choice',
      options: Object.entries(firingStateLabels).map(([value, label]) => ({ value, label })),
    },
  },
  {
    id: 'attempts',
    header: 'Tries',
    cell: (row) => row.attemptCount,
    sortable: true,
    hidden: true,
  },
  { id: 'version', header: 'Version', cell: (row) => row.version, hidden: true },
];

type FiringsTableProps = {
  automationId: string;
  canChange: boolean;
  /** It has happened to somebody, shown here or not. */
  hasFired: boolean;
  rows: PackedRows<FiringRow>;
  page: PageInfo;
};

export function FiringsTable({ automationId, canChange, hasFired, rows, page }: FiringsTableProps) {
  const retry = async (row: FiringRow): Promise<void> => {
    const result = await callAction(() => retryAction({ id: automationId, firingId: row.id }));
    if (result.ok) toast.good('Tried again', { detail: row.person.name });
    else toast.bad('Not tried again', { detail: result.error.message });
  };
  return (
    <DataTable
      label="People"
      columns={columns}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `${paths[row.person.entity]}/${row.person.id}`}
      page={page}
      defaultSort="eventAt.desc"
      searchPlaceholder="Search people"
      rowActions={(row) =>
        canChange && row.state === 'failed' ? [{ label: 'Try again', onSelect: () => void retry(row) }] : []
      }
      empty={
        hasFired ? (
          <EmptyState title="Nobody is shown to you">
            Those to whom it happened belong to somebody else. It goes on for all of them, whoever looks.
          </EmptyState>
        ) : (
          <EmptyState title="It has happened to nobody yet">
            Whoever it happens to stands here with what became of them, and why.
          </EmptyState>
        )
      }
    />
  );
}
