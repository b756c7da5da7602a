'use client';

import { useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { auditHref } from '@/lib/audit/schemas';
import type { TeamRow } from '@/lib/users/schemas';
import { deleteTeamAction } from '../../actions';

const columns: DataColumn<TeamRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => row.memberNames,
    sortable: true,
    maxWidth: 520,
  },
  {
    id: 'members',
    header: 'People in it',
    kind: 'number',
    cell: (row) => <Num value={row.memberCount} />,
    sortable: true,
    card: 'end',
  },
  {
    id: 'createdAt',
    header: 'Created',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} as="day" />,
    sortable: true,
    card: 'none',
    gives: 1,
  },
];

export function TeamsTable({ rows, page }: { rows: TeamRow[]; page: PageInfo }) {
  const [asked, setAsked] = useState<TeamRow | null>(null);
  return (
    <>
      <DataTable
        label="Teams"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `/users/teams/${row.id}`}
        rowActions={(row) => [
          { label: 'Edit', href: `/users/teams/${row.id}`, hotkey: 'e' },
          { label: 'Audit Log', href: auditHref('team', row.id) },
          { label: 'Delete', tone: 'danger', separate: true, onSelect: () => setAsked(row) },
        ]}
        page={page}
        defaultSort="name.asc"
        searchPlaceholder="Search teams"
        empty={
          <EmptyState
            title="No teams yet"
            action={
              <LinkButton variant="primary" href="/users/teams/new">
                Create Team
              </LinkButton>
            }
          >
            Without a team, a marketing list that only its owner sees is seen by them and by admins.
          </EmptyState>
        }
      />
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          title={`Delete ${asked.name}`}
          goes="Its people no longer see what only its others own."
          stays="The people, what they own and what they see by other teams stay."
          confirm="Delete this team"
          onConfirm={async () => {
            const result = await deleteTeamAction({ id: asked.id });
            if (result.ok) toast.good(`${asked.name} deleted`);
            return result;
          }}
        />
      )}
    </>
  );
}
