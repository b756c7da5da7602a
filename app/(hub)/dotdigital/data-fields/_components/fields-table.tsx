'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { ViewsMenu, type ViewActions } from '@/components/saved-views/views-menu';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { useInstantPage } from '@/components/ui/use-instant';
import { entityLabels } from '@/lib/crm/schemas';
import type { DataFieldView } from '@/lib/data-fields/schemas';
import type { SavedViewItem } from '@/lib/users/schemas';
import { deleteDataFieldAction, updateDataFieldAction } from '../actions';
import { fieldColumns, kindFilter, mappingHref, notesId } from './field-columns';

type FieldsTableProps = {
  rows: DataFieldView[];
  page: PageInfo;
  integrations: { id: string; name: string }[];
  mayChange: boolean;
  views: SavedViewItem[];
  viewActions: ViewActions;
};

export function FieldsTable(props: FieldsTableProps) {
  const { page, integrations, mayChange } = props;
  const router = useRouter();
  const [rows, instantly] = useInstantPage(props.rows);
  const [deleting, setDeleting] = useState<DataFieldView | null>(null);
  /** The row whose notes are being written. */
  const [noting, setNoting] = useState<string | null>(null);
  const columns = useMemo(() => {
    const stop = (id: string): void => {
      setNoting(null);
      requestAnimationFrame(() => document.getElementById(notesId(id))?.focus());
    };
    const save = ({ id, notes: before }: DataFieldView, notes: string): void => {
      stop(id);
      if (notes === before) return;
      instantly({
        action: () => updateDataFieldAction({ id, notes }),
        shows: (all) => all.map((row) => (row.id === id ? { ...row, notes } : row)),
        refused: 'Notes not saved',
      });
    };
    return fieldColumns(integrations, mayChange ? { noting, begin: setNoting, save, stop } : null);
  }, [integrations, mayChange, noting, instantly]);
  return (
    <>
      <DataTable
        label="Data Fields"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        page={page}
        defaultSort="name.asc"
        title={
          <ViewsMenu
            grid="data-fields"
            all="All data fields"
            views={props.views}
            actions={props.viewActions}
          />
        }
        csvHref="/api/data-fields"
        extraFilters={[kindFilter]}
        searchPlaceholder="Search data fields"
        rowActions={(row) => [
          ...row.usedBy.map((entity) => ({
            label: `Mapping of ${entityLabels[entity].many.toLowerCase()}`,
            href: mappingHref(row, entity),
          })),
          ...(mayChange
            ? [
                { label: 'Edit notes', hotkey: 'e', onSelect: () => setNoting(row.id) },
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
  if (row.usedBy.length === 0) return null;
  const mappings = row.usedBy.map((entity) => entityLabels[entity].many).join(', ');
  return `In use by the mapping of ${mappings}. Take it out there first.`;
}
