'use client';

import { useMemo } from 'react';
import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import type { Option } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { listTypeLabels, type MarketingListRow } from '@/lib/marketing-lists/schemas';

const entityLabels = { contact: 'Contacts', lead: 'Leads', customer: 'Customers' } as const;
const optionsOf = (labels: Record<string, string>): Option[] => Object.entries(labels).map(([value, label]) => ({ value, label }));

const columnsWith = (owners: Option[]): DataColumn<MarketingListRow>[] => [
  { id: 'name', header: 'Name', cell: (row) => row.name, secondary: secondaryOf, sortable: true, maxWidth: 420 },
  { id: 'entity', header: 'Entity', cell: (row) => entityLabels[row.entity], sortable: true, filter: { type: 'choice', options: optionsOf(entityLabels) }, card: 'none' },
  { id: 'type', header: 'Type', cell: (row) => listTypeLabels[row.type], sortable: true, filter: { type: 'choice', options: optionsOf({ dynamic: 'Dynamic', on_demand: 'On demand' }) }, card: 'meta' },
  { id: 'owner', header: 'Owner', cell: (row) => row.owner?.name ?? '–', sortable: true, filter: { type: 'choice', options: owners }, card: 'none' },
  { id: 'memberCount', header: 'Members', kind: 'number', cell: membersOf, sortable: true, card: 'end' },
  { id: 'createdAt', header: 'Created', kind: 'date', cell: (row) => <Time at={row.createdAt} as="day" />, sortable: true, filter: { type: 'date' }, card: 'none' },
  { id: 'lastUsed', header: 'Last used', kind: 'date', cell: (row) => <Time at={row.lastUsed?.at ?? null} none="not yet" />, sortable: true, card: 'none' },
];

function secondaryOf({ books, description }: MarketingListRow): string {
  if (books.length > 0) return `feeds ${books.map(({ name }) => name).join(', ')}`;
  return description || 'not connected';
}

function membersOf({ evaluation, memberCount }: MarketingListRow) {
  if (evaluation.state === 'failed') return <Chip tone="bad">failed</Chip>;
  return evaluation.state === 'never' ? <span className="text-ink-3">not yet</span> : <Num value={memberCount} />;
}

export function ListsTable({ rows, page, owners }: { rows: MarketingListRow[]; page: PageInfo; owners: Option[] }) {
  const columns = useMemo(() => columnsWith(owners), [owners]);
  return (
    <DataTable
      label="Marketing lists"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/marketing-lists/${row.id}`}
      rowActions={(row) => [{ label: 'Edit', href: `/marketing-lists/${row.id}/edit`, hotkey: 'e' }]}
      page={page}
      defaultSort="name.asc"
      searchPlaceholder="Search lists"
      empty={
        <EmptyState title="No lists yet" action={<LinkButton variant="primary" href="/marketing-lists/new">Create Marketing List</LinkButton>}>
          A marketing list holds the people whom a filter means. Connected to an address book, it keeps that book in step.
        </EmptyState>
      }
    />
  );
}
