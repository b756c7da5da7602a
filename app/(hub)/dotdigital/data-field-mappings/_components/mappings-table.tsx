'use client';

import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { CrmEntity, entityLabels } from '@/lib/crm/schemas';
import {
  mappingHealthLabels,
  mappingHealths,
  type MappingHealth,
  type MappingSummary,
} from '@/lib/data-fields/schemas';
import { pathOf } from './mapping-path';

type MappingsTableProps = {
  rows: MappingSummary[];
  page: PageInfo;
  integrations: { id: string; name: string }[];
  mayConnectAccount: boolean;
};

const tones = {
  gone: 'bad',
  type: 'bad',
  unknown: 'bad',
  unmapped: 'neutral',
  ok: 'good',
} as const satisfies Record<MappingHealth, string>;

export function MappingsTable({ rows, page, integrations, mayConnectAccount }: MappingsTableProps) {
  return (
    <DataTable
      label="Data Field Mappings"
      columns={columnsOf(integrations)}
      rows={rows}
      rowId={(row) => row.id}
      rowLabel={(row) => `${entityLabels[row.entity].many} to ${row.integration.name}`}
      rowHref={(row) => pathOf(row)}
      rowActions={(row) => [
        { label: 'Edit', href: pathOf(row) },
        ...(row.version > 0 ? [{ label: 'History', href: `${pathOf(row)}/history` }] : []),
      ]}
      page={page}
      defaultSort="integration.asc"
      searchPlaceholder="Search mappings"
      csvHref="/api/data-field-mappings/csv"
      empty={
        <EmptyState
          title="No mappings yet"
          action={
            mayConnectAccount ? (
              <LinkButton variant="primary" href="/integrations/new">
                Create Integration
              </LinkButton>
            ) : undefined
          }
        >
          Each integration brings one for contacts, one for leads and one for customers.
        </EmptyState>
      }
    />
  );
}

const columnsOf = (integrations: MappingsTableProps['integrations']): DataColumn<MappingSummary>[] => [
  {
    id: 'entity',
    header: 'Entity',
    sortable: true,
    cell: (row) => entityLabels[row.entity].many,
    filter: {
      type: 'choice',
      options: CrmEntity.options.map((entity) => ({ value: entity, label: entityLabels[entity].many })),
    },
  },
  {
    id: 'integration',
    header: 'Integration',
    sortable: true,
    cell: (row) => row.integration.name,
    maxWidth: 240,
    filter: { type: 'choice', options: integrations.map(({ id, name }) => ({ value: id, label: name })) },
  },
  {
    id: 'priority',
    header: 'Sync priority',
    kind: 'number',
    sortable: true,
    cell: (row) => <Num value={row.syncPriority} />,
  },
  {
    id: 'fields',
    header: 'Fields',
    kind: 'number',
    sortable: true,
    cell: (row) => <Num value={row.rowCount} />,
  },
  {
    id: 'names',
    header: 'Data fields',
    cell: (row) =>
      row.fieldNames.length === 0 ? 'none, only addresses are sent' : row.fieldNames.join(', '),
    maxWidth: 320,
    gives: 1,
  },
  {
    id: 'connections',
    header: 'Connected lists',
    definition: 'connectedLists',
    kind: 'number',
    sortable: true,
    cell: (row) => <Num value={row.connectionCount} />,
    gives: 2,
  },
  {
    id: 'health',
    header: 'Health',
    kind: 'state',
    sortable: true,
    cell: (row) => <Chip tone={tones[row.health]}>{mappingHealthLabels[row.health]}</Chip>,
    filter: {
      type: 'choice',
      options: mappingHealths.map((health) => ({ value: health, label: mappingHealthLabels[health] })),
    },
  },
  {
    id: 'updatedAt',
    header: 'Changed',
    kind: 'date',
    sortable: true,
    cell: (row) => row.updatedAt && <Time at={row.updatedAt} />,
    gives: 3,
  },
];
