'use client';

import { useMemo, useState } from 'react';

import { ask } from '@/components/ui/ask';
import { type ViewActions, ViewsMenu } from '@/components/saved-views/views-menu';
import { LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type ExtraFilter, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { Option } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { type BulkUndo, type CrmEntity, entityLabels, recordGrids, type RecordRow } from '@/lib/crm/schemas';
import { agree, formatNumber } from '@/lib/format';
import type { Result } from '@/lib/result';
import type { Counted } from '@/lib/table-query';
import type { SavedViewItem } from '@/lib/users/schemas';
import { countedText } from './counted';
import { type RecordBulkActions, useRecordBulk } from './bulk/record-bulk';
import { type GridField, recordColumns } from './record-columns';
import { entityNouns } from './words';
import type { PackedRows } from '@/lib/packed-rows';

type Named = { id: string; name: string };

type RecordsTableProps = {
  entity: CrmEntity;
  rows: PackedRows<RecordRow>;
  page: PageInfo;
  /** How many the search and filters leave. */
  found: Counted;
  /** Of the entity as a whole, without search and filters. */
  total: Counted;
  /** Fields of the catalogue that can be columns, and the columns that the grid starts with. */
  fields: PackedRows<GridField>;
  shown: readonly string[];
  /** The zone that days of filters begin in. */
  zone: string;
  owners: Named[];
  /** Those that the address filters by. */
  tags: Named[];
  canChange: boolean;
  views: SavedViewItem[];
  viewActions: ViewActions;
  bulkActions: RecordBulkActions;
  deleteAction: (input: { id: string }) => Promise<Result<{ undo: BulkUndo | null }>>;
};

const loadTags = async (search: string): Promise<Option[]> =>
  (
    await ask<Named[]>(
      `/api/records/tags?q=${encodeURIComponent(search)}`,
      undefined,
      'The tags could not be read.',
    )
  ).map(({ id, name }) => ({ value: id, label: name }));

export function RecordsTable(props: RecordsTableProps) {
  const { entity, page, found, total, shown, zone, owners, tags, canChange } = props;
  const rows = useRows(props.rows);
  const fields = useRows(props.fields);
  const [asked, setAsked] = useState<RecordRow | null>(null);
  const { locale } = useViewer();
  const { path, many } = entityLabels[entity];
  const noun = entityNouns[entity];
  const columns = useMemo(
    () => recordColumns({ owners, tags, loadTags, zone }, fields, shown),
    [owners, tags, zone, fields, shown],
  );
  const bulk = useRecordBulk({ entity, owners, actions: props.bulkActions });
  return (
    <>
      <DataTable
        label={many}
        columns={columns}
        columnsAsked
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `${path}/${row.id}`}
        page={page}
        defaultSort="createdAt.desc"
        title={
          <ViewsMenu
            grid={recordGrids[entity]}
            all={`All ${noun.many}`}
            views={props.views}
            actions={props.viewActions}
          />
        }
        searchPlaceholder={
          total.value === 0
            ? `Search ${noun.many}`
            : `Search ${countedText(total, locale)} ${agree(total.value, noun.one, noun.many)}`
        }
        csvHref={`/api/records/export?entity=${entity}`}
        extraFilters={extraFilters}
        bulkActions={canChange ? bulk.buttons : undefined}
        chooseAll={{
          count: found.value,
          label:
            found.kind === 'exact'
              ? `all ${formatNumber(found.value, locale)}`
              : `all, ${countedText(found, locale)}`,
        }}
        rowActions={(row) =>
          canChange
            ? [
                { label: 'Edit', href: `${path}/${row.id}/edit`, hotkey: 'e' },
                { label: 'Delete', tone: 'danger', separate: true, onSelect: () => setAsked(row) },
              ]
            : []
        }
        empty={
          <EmptyState
            title={`No ${noun.many} yet`}
            action={
              canChange && (
                <LinkButton variant="primary" href={`/imports/new?entity=${entity}`}>
                  Import a CSV file
                </LinkButton>
              )
            }
          >
            {many} are the people that marketing lists are made of. Bring them in from a file, or create them
            one by one.
          </EmptyState>
        }
      />
      {bulk.dialog}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Delete ${asked?.name ?? ''}`}
        goes={`This ${noun.one} goes from every grid and list. At the next wave it is taken out of the address books that Dotbridge put it in.`}
        stays="Campaign results and the history of what was sent stay. Nobody is unsubscribed by this."
        confirm={`Delete this ${noun.one}`}
        onConfirm={async () => {
          if (!asked) return;
          const result = await props.deleteAction({ id: asked.id });
          if (!result.ok) return result;
          const { undo } = result.data;
          toast.good(
            `${asked.name} deleted`,
            undo ? { action: { label: 'Undo', onSelect: () => void bulk.takeBack(undo) } } : {},
          );
          return result;
        }}
      />
    </>
  );
}

const extraFilters: ExtraFilter[] = [
  { id: 'hasEmail', header: 'With e-mail', group: 'Record', filter: { type: 'boolean' } },
];
