'use client';

import { useMemo, useState } from 'react';
import { tokenColumns, tokenStateWords } from '@/components/api-tokens/token-columns';
import { LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type DataColumn, type ExtraFilter, type PageInfo } from '@/components/ui/data-table';
import { auditHref } from '@/lib/audit/schemas';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { Option } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { apiTokenStates, type ApiTokenView } from '@/lib/api-tokens/schemas';
import { revokeApiTokenAction } from '../actions';

const columns: DataColumn<ApiTokenView>[] = [
  { ...tokenColumns.name, sortable: true },
  {
    ...tokenColumns.state,
    filter: {
      type: 'choice',
      options: apiTokenStates.map((value) => ({ value, label: tokenStateWords[value].label })),
    },
  },
  {
    id: 'scopes',
    header: 'May',
    cell: (row) => <span className="font-mono text-sm">{row.scopes.join(' ')}</span>,
    maxWidth: 300,
    gives: 3,
  },
  {
    id: 'owner',
    header: 'Speaks for',
    cell: (row) => row.owner.name,
    secondary: (row) => row.owner.email,
    sortable: true,
    maxWidth: 240,
  },
  { ...tokenColumns.lastUsedAt, sortable: true },
  { ...tokenColumns.expiresAt, sortable: true, gives: 2 },
  {
    id: 'createdAt',
    header: 'Created',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} as="day" />,
    secondary: (row) => `by ${row.madeBy ?? row.owner.name}`,
    sortable: true,
    maxWidth: 220,
    gives: 1,
    card: 'none',
  },
];

type TokensTableProps = {
  rows: ApiTokenView[];
  page: PageInfo;
  /** Whose tokens can be chosen; null: one's own alone are shown. */
  people: Option[] | null;
};

export function TokensTable({ rows, page, people }: TokensTableProps) {
  const everybodys = people !== null;
  const extraFilters = useMemo(
    (): ExtraFilter[] =>
      people === null
        ? []
        : [{ id: 'person', header: 'Speaks for', filter: { type: 'choice', options: people } }],
    [people],
  );
  const [asked, setAsked] = useState<ApiTokenView | null>(null);
  const shown = useMemo(
    () => (everybodys ? columns : columns.filter(({ id }) => id !== 'owner')),
    [everybodys],
  );
  return (
    <>
      <DataTable
        label="API Tokens"
        columns={shown}
        extraFilters={extraFilters}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowActions={(row) => [
          ...(everybodys
            ? [
                { label: 'Audit Log', href: auditHref('api_token', row.id) },
                { label: 'What it did', href: `/audit-log?f.token=any:${row.id}` },
              ]
            : []),
          {
            label: 'Revoke',
            tone: 'danger',
            onSelect: () => setAsked(row),
            disabled: row.revokedAt === null ? undefined : 'Revoked already.',
          },
        ]}
        page={page}
        defaultSort="createdAt.desc"
        searchPlaceholder="Search tokens"
        empty={
          <EmptyState
            title="No API token yet"
            action={
              <LinkButton variant="primary" href="/api-tokens/new">
                Create API Token
              </LinkButton>
            }
          >
            A program needs one to reach the REST API: a shop that sends orders, a form that brings in people.
            What it may do is yours to choose.
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Revoke ${asked?.name ?? ''}`}
        goes="The next call with this token is refused. A revoked token never works again."
        stays="What was done with it stays, and so does this line."
        confirm="Revoke this token"
        onConfirm={async () => {
          if (!asked) return undefined;
          const result = await revokeApiTokenAction({ id: asked.id });
          if (result.ok) toast.good(`${asked.name} revoked`);
          return result;
        }}
      />
    </>
  );
}
