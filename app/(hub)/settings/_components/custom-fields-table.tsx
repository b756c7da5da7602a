'use client';

import { Chip } from '@/components/ui/chip';
import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { customFieldTypeLabels, type CustomFieldView, entityLabels } from '@/lib/crm/schemas';

/** Every field that an admin defined; the row leads to where it is used and changed. */
export function CustomFieldsTable({ rows }: { rows: CustomFieldView[] }) {
  return (
    <DataTable
      label="Custom fields"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowLabel={(row) => row.label}
      rowHref={(row) => `/settings/custom-fields/${row.id}`}
      page={{ total: rows.length, pageIndex: 0, pageSize: Math.max(rows.length, 1) }}
      title="Custom fields"
      searchPlaceholder={null}
      empty={
        <EmptyState
          title="No custom fields yet"
          action={
            <LinkButton variant="primary" href="/settings/custom-fields/new">
              Create Custom Field
            </LinkButton>
          }
        >
          What your company knows of people and Dotbridge has no field for: a shirt size, a loyalty number,
          the fair where you met.
        </EmptyState>
      }
    />
  );
}

const columns: DataColumn<CustomFieldView>[] = [
  {
    id: 'label',
    header: 'Custom field',
    cell: (row) => row.label,
    secondary: (row) => <span className="font-mono">{row.name}</span>,
    maxWidth: 280,
  },
  { id: 'entity', header: 'Of', cell: (row) => entityLabels[row.entity].many },
  { id: 'type', header: 'Type', cell: (row) => customFieldTypeLabels[row.type] },
  {
    id: 'choices',
    header: 'Choices',
    maxWidth: 300,
    card: 'none',
    cell: (row) =>
      row.choices
        .filter((choice) => !choice.archived)
        .map((choice) => choice.label)
        .join(', '),
  },
  {
    id: 'createdAt',
    header: 'Created',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} />,
    card: 'none',
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => (row.archivedAt ? <Chip tone="neutral">archived</Chip> : <Chip tone="good">in use</Chip>),
  },
];
