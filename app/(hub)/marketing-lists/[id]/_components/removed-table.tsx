'use client';

import { useState } from 'react';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { formatNumber } from '@/lib/format';
import type { RemovedRow } from '@/lib/marketing-lists/schemas';
import { nameColumn } from './name-column';
import type { ShownList } from './shown-list';
import { RestoreDialog } from './restore-dialog';
import type { PackedRows } from '@/lib/packed-rows';

const columns: DataColumn<RemovedRow>[] = [
  nameColumn,
  { id: 'reason', header: 'Reason', cell: (row) => row.reason, maxWidth: 260 },
  { id: 'removedBy', header: 'Removed by', cell: (row) => row.removedBy ?? '–', gives: 2 },
  {
    id: 'removedAt',
    header: 'Removed',
    kind: 'date',
    cell: (row) => <Time at={row.removedAt} />,
    sortable: true,
    card: 'end',
  },
];
const fits: DataColumn<RemovedRow> = {
  id: 'matches',
  header: 'Fits the filter',
  cell: (row) => (row.stillMatches ? 'yes' : 'no'),
  gives: 1,
};
const withFilter = [...columns, fits];

/** Taken off by hand: neither the filter nor Dotdigital brings them back. */
export function RemovedTable({
  list,
  rows: packed,
  page,
}: {
  list: ShownList;
  rows: PackedRows<RemovedRow>;
  page: PageInfo;
}) {
  const [restoring, setRestoring] = useState<{ ids: string[]; name?: string; clear?: () => void } | null>(
    null,
  );
  const rows = useRows(packed);
  const may = list.canChange && !list.archived;
  return (
    <>
      <DataTable
        label="Removed"
        prefix="removed"
        columns={list.type === 'manual' ? columns : withFilter}
        rows={rows}
        rowId={(row) => row.recordId}
        rowHref={(row) => `${list.recordsPath}/${row.recordId}`}
        rowLabel={(row) => row.name}
        rowActions={
          may
            ? (row) => [
                {
                  label: 'Undo remove',
                  onSelect: () => setRestoring({ ids: [row.recordId], name: row.name }),
                },
              ]
            : undefined
        }
        bulkActions={
          may
            ? [
                {
                  label: (count) => `Undo remove of these ${formatNumber(count)}`,
                  onSelect: (ids, clear) => setRestoring({ ids, clear }),
                },
              ]
            : undefined
        }
        page={page}
        defaultSort="removedAt.desc"
        searchPlaceholder="Search removed people"
        empty={
          <EmptyState title="Nobody was removed">
            People whom someone takes off this list by hand stand here, with who did it and why, until Undo
            remove.
          </EmptyState>
        }
      />
      {restoring && (
        <RestoreDialog
          listId={list.id}
          recordIds={restoring.ids}
          name={restoring.name}
          manual={list.type === 'manual'}
          onClose={(done) => {
            if (done) restoring.clear?.();
            setRestoring(null);
          }}
        />
      )}
    </>
  );
}
