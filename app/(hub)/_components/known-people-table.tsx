'use client';

import type { ReactNode } from 'react';
import { Chip } from '@/components/ui/chip';
import {
  DataTable,
  type DataColumn,
  type ExtraFilter,
  type PageInfo,
  useRows,
} from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { whoseLabels, type KnownPeople, type KnownPersonRow } from '@/lib/address-books/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import type { PackedRows } from '@/lib/packed-rows';

type KnownPeopleTableProps = {
  shown: KnownPeople;
  rows: PackedRows<KnownPersonRow>;
  page: PageInfo;
  statuses: { value: string; label: string }[];
  /** Data fields that the address asks for. */
  lacks: string[];
  tools: ReactNode;
};

const mailable = new Set(['Subscribed', 'SoftBounced', 'unknown']);

const columnsOf = (
  kind: KnownPeople['kind'],
  statuses: KnownPeopleTableProps['statuses'],
): DataColumn<KnownPersonRow>[] => [
  {
    id: 'email',
    header: 'Person',
    cell: (row) => row.name ?? row.email,
    secondary: (row) => (row.name === null ? (row.recordId === null ? 'no record here' : '') : row.email),
    sortable: true,
    maxWidth: 380,
  },
  ...(kind === 'connected'
    ? [{ id: 'book', header: 'Address book', cell: (row: KnownPersonRow) => row.book, maxWidth: 240 }]
    : []),
  {
    id: 'status',
    header: 'Status at Dotdigital',
    kind: 'state',
    cell: (row) => <Chip tone={mailable.has(row.status) ? 'good' : 'warn'}>{row.statusWord}</Chip>,
    filter: { type: 'choice', options: statuses },
  },
  ...(kind === 'account'
    ? []
    : [
        {
          id: 'ours',
          header: 'Put there',
          cell: (row: KnownPersonRow) => (row.ours ? 'by us' : 'by somebody else'),
        },
        {
          id: 'sentAt',
          header: 'Last sent',
          kind: 'date' as const,
          cell: (row: KnownPersonRow) => <Time at={row.sentAt} none="–" />,
          card: 'none' as const,
        },
      ]),
];

const hasRecord: ExtraFilter = { id: 'record', header: 'Has a record here', filter: { type: 'boolean' } };
const whose: ExtraFilter = {
  id: 'whose',
  header: 'Put there',
  filter: {
    type: 'choice',
    options: Object.entries(whoseLabels).map(([value, label]) => ({ value, label })),
  },
};

const lacking = (fields: string[]): ExtraFilter[] =>
  fields.length === 0
    ? []
    : [
        {
          id: 'lacks',
          header: 'Without a value of',
          filter: { type: 'choice', options: fields.map((value) => ({ value, label: value })) },
        },
      ];

/** People at Dotdigital as the last import and our own exports know them. */
export function KnownPeopleTable({ shown, rows, page, statuses, lacks, tools }: KnownPeopleTableProps) {
  const { kind, id, at } = shown;
  return (
    <DataTable
      label="People"
      columns={columnsOf(kind, statuses)}
      extraFilters={[...(kind === 'account' ? [] : [whose]), hasRecord, ...lacking(lacks)]}
      rows={useRows(rows)}
      rowId={(row) => `${row.email} ${row.book ?? ''}`}
      rowLabel={(row) => row.name ?? row.email}
      rowHref={(row) =>
        row.recordId === null || row.entity === null ? '' : `${entityLabels[row.entity].path}/${row.recordId}`
      }
      page={page}
      defaultSort="email.asc"
      searchPlaceholder="Search people"
      csvHref={`/api/address-books/people?${new URLSearchParams({ kind, id, ...(at === undefined ? {} : { at }) })}`}
      tools={tools}
      empty={
        at === undefined ? (
          <EmptyState title="Nobody is known there yet">
            People come in with the next import, or with the first export to a connected book.
          </EmptyState>
        ) : (
          <EmptyState title="Nobody was in it then, as far as runs tell">
            Runs tell of the people whom they put into the book or matched there, from the first one on.
          </EmptyState>
        )
      }
    />
  );
}
