'use client';

import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { RemovedRow } from '@/lib/marketing-lists/schemas';
import type { ShownList } from './shown-list';
import { useMemberMarks } from './use-member-marks';

const columns: DataColumn<RemovedRow>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, secondary: (row) => (row.email === row.name ? '' : row.email ?? 'no e-mail address'), sortable: true, maxWidth: 300 },
  { id: 'reason', header: 'Reason', cell: (row) => row.reason, maxWidth: 260, card: 'meta' },
  { id: 'removedBy', header: 'Removed by', cell: (row) => row.removedBy ?? '–', card: 'none' },
  { id: 'removedAt', header: 'Removed', kind: 'date', cell: (row) => <Time at={row.removedAt} />, sortable: true, card: 'end' },
  { id: 'matches', header: 'Fits the filter', cell: (row) => (row.stillMatches ? 'yes' : 'no'), card: 'none' },
];

/** Taken off by hand: neither the filter nor Dotdigital brings them back. */
export function RemovedTable({ list, rows, page }: { list: ShownList; rows: RemovedRow[]; page: PageInfo }) {
  const { restore } = useMemberMarks(list.id);
  return (
    <DataTable
      label="Removed"
      prefix="removed"
      columns={columns}
      rows={rows}
      rowId={(row) => row.recordId}
      rowHref={(row) => `${list.recordsPath}/${row.recordId}`}
      rowLabel={(row) => row.name}
      rowActions={list.archived ? undefined : (row) => [{ label: 'Undo remove', onSelect: () => void restore(row) }]}
      page={page}
      defaultSort="removedAt.desc"
      searchPlaceholder="Search removed people"
      empty={<EmptyState title="Nobody was removed">People whom someone takes off this list by hand stand here, with who did it and why, until Undo remove.</EmptyState>}
    />
  );
}
