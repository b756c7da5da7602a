'use client';

import { useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { usePerson } from '@/components/session/person';
import { userStates, type UserView } from '@/lib/users/schemas';
import { roleOptions, roleWords } from './role-words';
import { StateChip } from './state-chip';
import { userActions } from './user-actions';
import { type Asked, UserDialogs } from './user-dialogs';

const columns: DataColumn<UserView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => row.email,
    sortable: true,
    maxWidth: 320,
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <StateChip state={row.state} />,
    filter: {
      type: 'choice',
      options: userStates.map((value) => ({ value, label: value })),
    },
  },
  {
    id: 'role',
    header: 'Role',
    cell: (row) => roleWords[row.role].label,
    sortable: true,
    filter: { type: 'choice', options: roleOptions.map(({ value, label }) => ({ value, label })) },
  },
  {
    id: 'hasSecondFactor',
    header: 'Second factor',
    cell: (row) => (row.hasSecondFactor ? 'yes' : 'no'),
    filter: { type: 'boolean' },
    gives: 1,
  },
  {
    id: 'lastSeenAt',
    header: 'Last here',
    kind: 'date',
    cell: (row) => (row.lastSeenAt === null ? 'not yet' : <Time at={row.lastSeenAt} />),
    sortable: true,
  },
  {
    id: 'createdAt',
    header: 'Added',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} as="day" />,
    sortable: true,
    gives: 1,
    card: 'none',
  },
];

type UsersTableProps = { rows: UserView[]; page: PageInfo; byMail: boolean };

export function UsersTable({ rows, page, byMail }: UsersTableProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const self = usePerson();
  return (
    <>
      <DataTable
        label="Users"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `/users/${row.id}`}
        rowActions={(user) => userActions(user, self.id, setAsked)}
        page={page}
        defaultSort="name.asc"
        searchPlaceholder="Search users"
        empty={
          <EmptyState
            title="Nobody yet"
            action={
              <LinkButton variant="primary" href="/users/new">
                Invite User
              </LinkButton>
            }
          >
            Whoever is to use Dotbridge gets an invitation by mail.
          </EmptyState>
        }
      />
      {asked && <UserDialogs asked={asked} byMail={byMail} onClose={() => setAsked(null)} />}
    </>
  );
}
