'use client';

import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import type { AddressBookRow } from '@/lib/address-books/schemas';

const columns: DataColumn<AddressBookRow>[] = [
  { id: 'name', header: 'Address book', cell: (row) => row.name, sortable: true, maxWidth: 280 },
  {
    id: 'contacts',
    header: 'Contacts',
    definition: 'contactsThere',
    kind: 'number',
    cell: (row) => <Num value={row.contactCount} />,
    sortable: true,
    card: 'end',
  },
  { id: 'visibility', header: 'Visibility', cell: (row) => row.visibility, card: 'none' },
  { id: 'list', header: 'Connected list', cell: connectedList },
];

function connectedList(row: AddressBookRow) {
  if (row.goneAt)
    return (
      <Chip tone="warn">
        gone at Dotdigital since <Time at={row.goneAt} as="day" />
      </Chip>
    );
  if (!row.connectedList) return <span className="text-ink-3">free</span>;
  if (row.connectedList.id === null) return row.connectedList.name;
  return (
    <PageLink className="prose-link" href={`/marketing-lists/${row.connectedList.id}`}>
      {row.connectedList.name}
    </PageLink>
  );
}

type AddressBooksTableProps = { integrationId: string; rows: AddressBookRow[]; page: PageInfo };

export function AddressBooksTable({ integrationId, rows, page }: AddressBooksTableProps) {
  return (
    <DataTable
      label="Address books"
      title="Address books"
      prefix="books"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/integrations/${integrationId}/books/${row.id}`}
      page={page}
      defaultSort="name.asc"
      searchPlaceholder="Search address books"
      empty={
        <EmptyState title="No address books yet">
          They come in with the next import, without “All Contacts” and “Test”.
        </EmptyState>
      }
    />
  );
}
