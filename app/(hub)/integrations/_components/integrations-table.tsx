'use client';

import { useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn, type PageInfo, type RowAction } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { useInstantPage } from '@/components/ui/use-instant';
import { useLivePage } from '@/components/ui/use-live';
import { integrationStates, integrationStateWords, type IntegrationRow } from '@/lib/integrations/schemas';
import { type IntegrationChange, useIntegrationActions } from '../_hooks/use-integration-actions';
import { DeleteIntegrationDialog } from './delete-integration-dialog';
import { StateChip } from './state-chip';

const columns: DataColumn<IntegrationRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => row.healthMessage ?? row.accountName ?? 'Account not read yet',
    sortable: true,
    maxWidth: 420,
  },
  { id: 'type', header: 'Type', cell: (row) => row.type, card: 'none' },
  {
    id: 'status',
    header: 'Status',
    kind: 'state',
    cell: (row) => <StateChip state={row.state} />,
    sortable: true,
    filter: {
      type: 'choice',
      options: integrationStates.map((state) => ({ value: state, label: integrationStateWords[state] })),
    },
  },
  {
    id: 'connections',
    header: 'Connected lists',
    definition: 'connectedLists',
    kind: 'number',
    cell: (row) => <Num value={row.holds.connections} />,
  },
  {
    id: 'lastSync',
    header: 'Last sync',
    kind: 'date',
    cell: (row) => <Time at={row.lastImportAt} none="not yet" />,
    sortable: true,
  },
  { id: 'owner', header: 'Owner', cell: (row) => row.ownerName ?? '–', sortable: true },
];

const changeRow = (rows: IntegrationRow[], id: string, to: IntegrationChange): IntegrationRow[] =>
  rows.map((row) => (row.id === id ? { ...row, state: stateAfter(row, to) } : row));

function stateAfter({ state, lastImportAt }: IntegrationRow, to: IntegrationChange): IntegrationRow['state'] {
  if ('beingRead' in to) return state;
  if (!to.active) return 'inactive';
  return lastImportAt ? 'ok' : 'starting';
}

type IntegrationsTableProps = { rows: IntegrationRow[]; page: PageInfo; mayChange: boolean };

export function IntegrationsTable({ rows, page, mayChange }: IntegrationsTableProps) {
  const [shown, instantly] = useInstantPage(rows);
  const { scheduleSync, setActive } = useIntegrationActions(instantly, changeRow);
  useLivePage('integrations', false);
  const [toDelete, setToDelete] = useState<IntegrationRow | null>(null);

  const actionsOf = (row: IntegrationRow): RowAction[] => {
    const active = row.state !== 'inactive';
    const all: RowAction[] = [
      {
        label: 'Schedule Sync',
        onSelect: () => void scheduleSync(row),
        disabled: active ? undefined : 'Deactivated: nothing is read or sent.',
      },
    ];
    if (!mayChange) return all;
    return [
      ...all,
      { label: 'Edit', href: `/integrations/${row.id}/edit`, hotkey: 'e' },
      { label: active ? 'Deactivate' : 'Activate', onSelect: () => void setActive(row, !active) },
      { label: 'Delete', tone: 'danger', separate: true, onSelect: () => setToDelete(row) },
    ];
  };

  return (
    <>
      <DataTable
        label="Integrations"
        columns={columns}
        rows={shown}
        rowId={(row) => row.id}
        rowHref={(row) => `/integrations/${row.id}`}
        rowActions={actionsOf}
        page={page}
        defaultSort="name.asc"
        searchPlaceholder="Search integrations"
        empty={
          <EmptyState
            title="No integration yet"
            action={
              mayChange && (
                <LinkButton variant="primary" href="/integrations/new">
                  Create Integration
                </LinkButton>
              )
            }
          >
            An integration is one Dotdigital account. Its address books and data fields come in at once;
            nothing is sent until you connect a list to a book.
          </EmptyState>
        }
      />
      {toDelete && (
        <DeleteIntegrationDialog
          integration={toDelete}
          open
          onOpenChange={(open) => !open && setToDelete(null)}
        />
      )}
    </>
  );
}
