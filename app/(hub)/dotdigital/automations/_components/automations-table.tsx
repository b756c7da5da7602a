'use client';

import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import { actionLabels, triggerLabels, type AutomationRow } from '@/lib/automations/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { AutomationStateChip, automationStateOptions } from './automation-state';

const choices = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const columns: DataColumn<AutomationRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => row.sentence,
    sortable: true,
    maxWidth: 520,
  },
  {
    id: 'trigger',
    header: 'Trigger',
    cell: (row) => triggerLabels[row.trigger],
    filter: { type: 'choice', options: choices(triggerLabels) },
    gives: 1,
  },
  {
    id: 'action',
    header: 'Action',
    cell: (row) => actionLabels[row.action],
    filter: { type: 'choice', options: choices(actionLabels) },
    gives: 2,
  },
  {
    id: 'done',
    header: 'Done',
    definition: 'automationDone',
    kind: 'number',
    cell: (row) => <Num value={row.doneCount} />,
    sortable: true,
  },
  {
    id: 'waiting',
    header: 'Waiting',
    definition: 'automationWaiting',
    kind: 'number',
    cell: (row) => <Num value={row.waitingCount} />,
    sortable: true,
  },
  {
    id: 'failed',
    header: 'Failed',
    definition: 'automationFailed',
    kind: 'number',
    cell: (row) => <Num value={row.failedCount} />,
    sortable: true,
  },
  {
    id: 'skipped',
    header: 'Skipped',
    definition: 'automationSkipped',
    kind: 'number',
    cell: (row) => <Num value={row.skippedCount} />,
    sortable: true,
    hidden: true,
  },
  {
    id: 'lastFiredAt',
    header: 'Last fired',
    kind: 'date',
    cell: (row) => <Time at={row.lastFiredAt} none="never" />,
    sortable: true,
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <AutomationStateChip state={row.state} />,
    sortable: true,
    filter: { type: 'choice', options: automationStateOptions },
  },
  {
    id: 'integration',
    header: 'Integration',
    cell: (row) => row.integration?.name ?? 'here alone',
    hidden: true,
  },
  {
    id: 'updatedAt',
    header: 'Changed',
    kind: 'date',
    cell: (row) => <Time at={row.updatedAt} />,
    sortable: true,
    hidden: true,
  },
];

type AutomationsTableProps = { rows: PackedRows<AutomationRow>; page: PageInfo; isMoving: boolean };

export function AutomationsTable({ rows, page, isMoving }: AutomationsTableProps) {
  useLivePage('automations', isMoving);
  return (
    <DataTable
      label="Automations"
      columns={columns}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `/dotdigital/automations/${row.id}`}
      page={page}
      defaultSort="name.asc"
      searchPlaceholder="Search automations"
      empty={
        <EmptyState
          title="No automations yet"
          action={<LinkButton href="/dotdigital/automations/new">Create Automation</LinkButton>}
        >
          An automation waits for something to happen to a person, an abandoned cart for example, and enrols
          them in a program at Dotdigital, or does something here. A chain of steps is a program there.
        </EmptyState>
      }
    />
  );
}
