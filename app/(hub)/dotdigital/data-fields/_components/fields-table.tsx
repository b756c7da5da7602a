'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { entityLabels } from '@/lib/crm/schemas';
import { dataFieldTypeLabels, dataFieldTypes, type DataFieldView } from '@/lib/data-fields/schemas';
import { deleteDataFieldAction } from '../actions';
import { NotesDialog } from './notes-dialog';

type FieldsTableProps = {
  rows: DataFieldView[];
  page: PageInfo;
  integrations: { id: string; name: string }[];
  mayChange: boolean;
};

export function FieldsTable({ rows, page, integrations, mayChange }: FieldsTableProps) {
  const router = useRouter();
  const [deleting, setDeleting] = useState<DataFieldView | null>(null);
  const [noting, setNoting] = useState<DataFieldView | null>(null);
  return (
    <>
      <DataTable
        label="Data Fields"
        columns={columnsOf(integrations)}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        page={page}
        defaultSort="name.asc"
        searchPlaceholder="Search data fields"
        rowActions={(row) => [
          ...row.usedBy.map((entity) => ({
            label: `Mapping of ${entityLabels[entity].many.toLowerCase()}`,
            href: `/dotdigital/data-field-mappings/${row.integration.id}/${entity}`,
          })),
          ...(mayChange
            ? [
                { label: 'Edit notes', hotkey: 'e', onSelect: () => setNoting(row) },
                {
                  label: 'Delete',
                  tone: 'danger' as const,
                  separate: true,
                  onSelect: () => setDeleting(row),
                  ...(whyNot(row) ? { disabled: whyNot(row) ?? '' } : {}),
                },
              ]
            : []),
        ]}
        empty={
          <EmptyState
            title="No data fields yet"
            action={
              integrations.length === 0 ? (
                <LinkButton variant="primary" href="/integrations/new">
                  Create Integration
                </LinkButton>
              ) : undefined
            }
          >
            They come in with the first import of an account, or now with Synchronize.
          </EmptyState>
        }
      />
      {noting && <NotesDialog key={noting.id} field={noting} onClose={() => setNoting(null)} />}
      {deleting && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setDeleting(null)}
          title={`Delete ${deleting.name}`}
          goes={`The field leaves Dotdigital too, with the values all contacts of ${deleting.integration.name} have in it. That can’t be undone.`}
          stays="The CRM’s own values stay."
          confirm="Delete this field"
          typeName={deleting.name}
          onConfirm={async () => {
            const result = await deleteDataFieldAction({
              id: deleting.id,
              integrationId: deleting.integration.id,
            });
            if (result.ok) toast.good(`${deleting.name} deleted`);
            router.refresh();
            return result;
          }}
        />
      )}
    </>
  );
}

function whyNot(row: DataFieldView): string | null {
  if (row.isSystem) return 'One of Dotdigital’s own fields.';
  return row.usedBy.length > 0 ? 'In use by a mapping. Take it out there first.' : null;
}

const columnsOf = (integrations: FieldsTableProps['integrations']): DataColumn<DataFieldView>[] => [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <span className="font-mono text-sm">{row.name}</span>,
    secondary: (row) => row.notes || null,
    maxWidth: 280,
  },
  {
    id: 'type',
    header: 'Type',
    sortable: true,
    cell: (row) => dataFieldTypeLabels[row.type],
    filter: {
      type: 'choice',
      options: dataFieldTypes.map((type) => ({ value: type, label: dataFieldTypeLabels[type] })),
    },
  },
  {
    id: 'visibility',
    header: 'Visibility',
    sortable: true,
    cell: (row) => row.visibility,
    filter: {
      type: 'choice',
      options: [
        { value: 'Private', label: 'Private' },
        { value: 'Public', label: 'Public' },
      ],
    },
  },
  { id: 'default', header: 'Default', cell: (row) => row.defaultValue ?? '', maxWidth: 160, card: 'none' },
  {
    id: 'usedBy',
    header: 'In use by',
    cell: (row) => row.usedBy.map((entity) => entityLabels[entity].many).join(', '),
    maxWidth: 220,
  },
  {
    id: 'integration',
    header: 'Integration',
    sortable: true,
    cell: (row) => row.integration.name,
    filter: { type: 'choice', options: integrations.map(({ id, name }) => ({ value: id, label: name })) },
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) =>
      row.goneAt ? (
        <Chip tone="bad">gone</Chip>
      ) : row.isSystem ? (
        <Chip plain>system</Chip>
      ) : (
        <Chip tone="good">present</Chip>
      ),
  },
  { id: 'seenAt', header: 'Changed', kind: 'date', cell: (row) => <Time at={row.seenAt} />, hidden: true },
];
