'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { PackedRows } from '@/lib/packed-rows';
import type { ReactNode } from 'react';
import {
  actionWords,
  outcomeWords,
  runOutcomes,
  type RunOutcome,
  type RunPersonRow,
} from '@/lib/sync-runs/schemas';

import { ValueChanges } from './value-changes';

const tones: Record<RunOutcome, Tone> = {
  added: 'good',
  updated: 'good',
  removed: 'neutral',
  unsubscribed: 'neutral',
  skipped: 'warn',
  rejected: 'bad',
  awaiting_approval: 'warn',
  under_way: 'info',
};

const hasDetails = (row: RunPersonRow): boolean => row.said !== null || row.changes.length > 0;

const details: DataColumn<RunPersonRow> = {
  id: 'said',
  header: 'Details',
  cell: (row) => row.said ?? <ValueChanges changes={row.changes} />,
  maxWidth: 320,
  card: 'none',
};

/** Details stand there where a row of the page has some. */
const columns = (
  reasons: { value: string; label: string }[],
  withDetails: boolean,
): DataColumn<RunPersonRow>[] => [
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
  {
    id: 'action',
    header: 'Planned',
    cell: (row) => actionWords[row.action] ?? row.action,
    filter: {
      type: 'choice',
      options: Object.entries(actionWords).map(([value, label]) => ({ value, label })),
    },
    hidden: true,
  },
  ...(withDetails ? [details] : []),
  {
    id: 'settledAt',
    header: 'Settled',
    kind: 'date',
    cell: (row) => <Time at={row.settledAt} as="moment" none="" />,
  },
];

type OutcomesTableProps = {
  runId: string;
  rows: PackedRows<RunPersonRow>;
  page: PageInfo;
  reasons: { value: string; label: string }[];
  /** At the right of the bar. */
  tools?: ReactNode;
};

/** One row per person of the run, with its end and why. */
export function OutcomesTable({ runId, rows: packed, page, reasons, tools }: OutcomesTableProps) {
  const rows = useRows(packed);
  return (
    <DataTable
      label="People of this run"
      columns={columns(reasons, rows.some(hasDetails))}
      rows={rows}
      rowId={(row) => String(row.n)}
      rowHref={(row) => row.recordPath ?? `/sync-runs/${runId}#people`}
      page={page}
      defaultSort="n.asc"
      searchPlaceholder="Search people"
      csvHref={`/api/sync-runs/${runId}/outcomes`}
      tools={tools}
      empty={
        <EmptyState title="Nobody had to be sent">
          The book was up to date: nobody to add, to change or to take out.
        </EmptyState>
      }
    />
  );
}
