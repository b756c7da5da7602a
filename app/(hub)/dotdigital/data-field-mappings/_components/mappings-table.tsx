'use client';

import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { entityLabels } from '@/lib/crm/schemas';
import type { MappingSummary } from '@/lib/data-fields/schemas';

const pathOf = (row: MappingSummary): string =>
  `/dotdigital/data-field-mappings/${row.integration.id}/${row.entity}`;

const columns: DataColumn<MappingSummary>[] = [
  {
    id: 'entity',
    header: 'Entity',
    cell: (row) => entityLabels[row.entity].many,
    secondary: (row) => row.integration.name,
  },
  {
    id: 'fields',
    header: 'Data fields',
    cell: (row) =>
      row.fieldNames.length === 0 ? 'none, only addresses are sent' : row.fieldNames.join(', '),
    maxWidth: 420,
  },
  { id: 'rows', header: 'Rows', kind: 'number', cell: (row) => <Num value={row.rowCount} /> },
  {
    id: 'connections',
    header: 'Connected lists',
    kind: 'number',
    cell: (row) => <Num value={row.connectionCount} />,
  },
  {
    id: 'priority',
    header: 'Sync priority',
    kind: 'number',
    cell: (row) => <Num value={row.syncPriority} />,
    card: 'none',
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) =>
      row.goneCount > 0 ? (
        <Chip tone="bad">{row.goneCount} gone at Dotdigital</Chip>
      ) : (
        <Chip tone="good">in order</Chip>
      ),
  },
  { id: 'updatedAt', header: 'Changed', kind: 'date', cell: (row) => <Time at={row.updatedAt} /> },
];

export function MappingsTable({ rows }: { rows: MappingSummary[] }) {
  return (
    <DataTable
      label="Data Field Mappings"
      columns={columns}
      rows={rows}
      rowId={(row) => `${row.integration.id}-${row.entity}`}
      rowHref={pathOf}
      page={{ pageIndex: 0, pageSize: 200, total: rows.length }}
      searchPlaceholder={null}
      empty={
        <EmptyState title="No mappings yet">
          They are made as soon as an account’s data fields are read.
        </EmptyState>
      }
    />
  );
}
