'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { outcomeWords, runOutcomes, type RunOutcome, type RunOutcomeRow } from '@/lib/sync-runs/schemas';

const tones: Record<RunOutcome, Tone> = {
  added: 'good',
  updated: 'good',
  removed: 'neutral',
  unsubscribed: 'neutral',
  skipped: 'warn',
  rejected: 'bad',
  under_way: 'info',
};

const columns = (reasons: { value: string; label: string }[]): DataColumn<RunOutcomeRow>[] => [
  {
    id: 'email',
    header: 'Person',
    sortable: true,
    cell: (row) => row.name ?? row.email ?? 'without an address',
    secondary: (row) => (row.name ? row.email : null),
    maxWidth: 360,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    kind: 'state',
    cell: (row) => <Chip tone={tones[row.outcome]}>{outcomeWords[row.outcome]}</Chip>,
    filter: {
      type: 'choice',
      options: runOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome] })),
    },
  },
  {
    id: 'reason',
    header: 'Reason',
    cell: (row) => row.reason ?? '',
    maxWidth: 280,
    filter: { type: 'choice', options: reasons },
  },
  { id: 'said', header: 'Details', cell: (row) => row.said ?? '', maxWidth: 260 },
  {
    id: 'settledAt',
    header: 'Settled',
    kind: 'date',
    cell: (row) => <Time at={row.settledAt} as="moment" none="" />,
  },
];

type OutcomesTableProps = {
  runId: string;
  rows: RunOutcomeRow[];
  page: PageInfo;
  reasons: { value: string; label: string }[];
};

/** One row per person of the run, with its end and why. */
export function OutcomesTable({ runId, rows, page, reasons }: OutcomesTableProps) {
  return (
    <DataTable
      label="People of this run"
      columns={columns(reasons)}
      rows={rows}
      rowId={(row) => String(row.n)}
      rowHref={(row) => row.recordPath ?? `/sync-runs/${runId}#people`}
      page={page}
      defaultSort="n.asc"
      searchPlaceholder="Search people"
      csvHref={`/api/sync-runs/${runId}/outcomes`}
      empty={
        <EmptyState title="Nobody had to be sent">
          The book was up to date: nobody to add, to change or to take out.
        </EmptyState>
      }
    />
  );
}
