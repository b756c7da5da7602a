'use client';

import { useMemo, useState } from 'react';
import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { formatNumber } from '@/lib/format';
import type { OutRow } from '@/lib/marketing-lists/schemas';
import { MakeList } from '../../../_components/make-list';
import { nameColumn } from './name-column';
import type { ShownList } from './shown-list';
import { RestoreDialog } from './restore-dialog';
import type { PackedRows } from '@/lib/packed-rows';

const columns = (outOptions: ShownList['outOptions']): DataColumn<OutRow>[] => [
  nameColumn,
  {
    id: 'why',
    header: 'Why',
    kind: 'state',
    cell: (row) => (
      <Chip tone={row.code === 'removed_by_hand' || row.code === 'not_on_list' ? 'neutral' : 'warn'}>
        {row.why}
      </Chip>
    ),
    filter: { type: 'choice', options: outOptions },
  },
  { id: 'cause', header: 'Reason', cell: (row) => row.cause ?? '', maxWidth: 260 },
  { id: 'by', header: 'By', cell: (row) => row.by ?? '–', gives: 2 },
  {
    id: 'since',
    header: 'Since',
    kind: 'date',
    cell: (row) => <Time at={row.since} none="not known" />,
    sortable: true,
  },
];
const fits: DataColumn<OutRow> = {
  id: 'matches',
  header: 'Fits the filter',
  cell: (row) => (row.stillMatches ? 'yes' : 'no'),
  gives: 1,
};

/** Whoever is out, and why. Those taken off by hand come back by Undo remove alone: neither the filter nor Dotdigital brings them. */
export function RemovedTable({
  list,
  rows: packed,
  page,
}: {
  list: ShownList;
  rows: PackedRows<OutRow>;
  page: PageInfo;
}) {
  const [restoring, setRestoring] = useState<{ ids: string[]; name?: string; clear?: () => void } | null>(
    null,
  );
  const rows = useRows(packed);
  const may = list.canChange && !list.archived;
  const shown = useMemo(
    () => [...columns(list.outOptions), ...(list.type === 'manual' ? [] : [fits])],
    [list.outOptions, list.type],
  );
  const byHand = new Set(
    rows.filter(({ code }) => code === 'removed_by_hand').map(({ recordId }) => recordId),
  );
  return (
    <>
      <DataTable
        label="Removed"
        prefix="removed"
        columns={shown}
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
                  ...(byHand.has(row.recordId) ? {} : { disabled: 'Was not removed by hand.' }),
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
        defaultSort="since.desc"
        csvHref={`/api/marketing-lists/${list.id}/removed.csv`}
        tools={
          list.mayWrite && (
            <MakeList
              source={{ kind: 'removed', id: list.id }}
              total={page.total ?? 0}
              name={`${list.name}: out`}
              conditionHref={null}
            />
          )
        }
        searchPlaceholder="Search removed people"
        empty={
          <EmptyState title="Nobody is out">
            Whoever someone takes off by hand, whoever the filter lets go of, and whoever opts out,
            unsubscribes or bounces stands here, with since when and why.
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
