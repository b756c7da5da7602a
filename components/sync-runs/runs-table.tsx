'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import { formatDuration } from '@/lib/format';
import {
  isUnderWay,
  runStates,
  runStateWord,
  runStateWords,
  type RunState,
  type SyncRunView,
} from '@/lib/sync-runs/schemas';

import { runTitle, runWhy } from './run-words';
import type { PackedRows } from '@/lib/packed-rows';

export const runTones: Record<RunState, Tone> = {
  running: 'info',
  waiting: 'warn',
  finished: 'good',
  failed: 'bad',
  rejected: 'bad',
  cancelled: 'neutral',
};

type RunsTableProps = {
  rows: PackedRows<SyncRunView>;
  page: PageInfo;
  underWay: number;
  integrations: { id: string; name: string }[];
};

/** All runs, those under way first; it follows them. */
export function RunsTable({ rows, page, underWay, integrations }: RunsTableProps) {
  useLivePage('runs', underWay > 0);
  return (
    <DataTable
      label="Sync Runs"
      columns={columnsOf(integrations)}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `/sync-runs/${row.id}`}
      rowLabel={(row) => runTitle(row)}
      page={page}
      defaultSort="startedAt.desc"
      searchPlaceholder="Search lists and books"
      empty={
        <EmptyState title="No runs yet">
          A run is one export to an address book or one import from an account. The first one starts as soon
          as an integration is created.
        </EmptyState>
      }
    />
  );
}

const columnsOf = (integrations: RunsTableProps['integrations']): DataColumn<SyncRunView>[] => [
  { id: 'run', header: 'Run', cell: (row) => runTitle(row), secondary: (row) => runWhy(row), maxWidth: 420 },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    sortable: true,
    cell: (row) => <Chip tone={runTones[row.state]}>{runStateWord(row)}</Chip>,
    filter: {
      type: 'choice',
      options: runStates.map((state) => ({ value: state, label: runStateWords[state] })),
    },
  },
  {
    id: 'integration',
    header: 'Integration',
    sortable: true,
    cell: (row) => row.integration.name,
    filter: { type: 'choice', options: integrations.map(({ id, name }) => ({ value: id, label: name })) },
  },
  {
    id: 'kind',
    header: 'Direction',
    cell: (row) => (row.kind === 'export' ? 'Export' : 'Import'),
    card: 'none',
    filter: {
      type: 'choice',
      options: [
        { value: 'export', label: 'Export' },
        { value: 'import', label: 'Import' },
      ],
    },
  },
  {
    id: 'rows',
    header: 'Rows',
    definition: 'runRows',
    kind: 'number',
    cell: (row) => <Num value={rowsOf(row)} />,
  },
  {
    id: 'calls',
    header: 'API calls',
    definition: 'apiCalls',
    kind: 'number',
    cell: (row) => <Num value={row.apiCallCount} />,
    card: 'none',
  },
  { id: 'time', header: 'Took', kind: 'number', cell: (row) => tookOf(row) },
  {
    id: 'startedAt',
    header: 'Started',
    kind: 'date',
    sortable: true,
    cell: (row) => <Time at={row.startedAt} />,
  },
];

const rowsOf = (row: SyncRunView): number =>
  row.kind === 'export'
    ? (row.counts.planned ?? 0)
    : Object.values(row.counts).reduce((sum, count) => sum + count, 0);

const tookOf = (row: SyncRunView): string =>
  row.finishedAt && !isUnderWay(row.state)
    ? formatDuration(new Date(row.finishedAt).getTime() - new Date(row.startedAt).getTime())
    : '–';
