'use client';

import { useState } from 'react';

import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataTable, type DataColumn, type PageInfo } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useInstantPage } from '@/components/ui/use-instant';
import { useLivePage } from '@/components/ui/use-live';
import { type CsvImportView } from '@/lib/csv-imports/schemas';
import { entityLabels } from '@/lib/crm/schemas';
import { formatBytes } from '@/lib/format';
import type { Result } from '@/lib/result';
import { importStateOf, importStateWords } from '../words';
import { isMoving } from './csv-counts';

const columns: DataColumn<CsvImportView>[] = [
  {
    id: 'fileName',
    header: 'File',
    cell: (row) => row.fileName,
    secondary: (row) => `${formatBytes(row.byteCount)}, by ${row.createdBy ?? 'someone who has left'}`,
    sortable: true,
    maxWidth: 340,
  },
  {
    id: 'entity',
    header: 'Into',
    cell: (row) => (row.kind === 'suppression' ? 'Opt-outs' : entityLabels[row.entity].many),
    sortable: true,
    filter: {
      type: 'choice',
      options: Object.entries(entityLabels).map(([value, { many }]) => ({ value, label: many })),
    },
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <Chip tone={importStateOf(row).tone}>{importStateOf(row).label}</Chip>,
    sortable: true,
    filter: {
      type: 'choice',
      options: (['uploaded', 'queued', 'running', 'finished', 'failed', 'cancelled'] as const).map(
        (value) => ({ value, label: importStateWords[value].label }),
      ),
    },
  },
  {
    id: 'rowCount',
    header: 'Rows',
    definition: 'fileRows',
    kind: 'number',
    cell: (row) => <Num value={row.rowCount} />,
    sortable: true,
  },
  {
    id: 'created',
    header: 'Created',
    definition: 'fileCreated',
    kind: 'number',
    cell: (row) => <Num value={row.createdCount} />,
  },
  {
    id: 'updated',
    header: 'Updated',
    definition: 'fileUpdated',
    kind: 'number',
    cell: (row) => <Num value={row.updatedCount} />,
  },
  {
    id: 'refused',
    header: 'Refused',
    definition: 'fileRefused',
    kind: 'number',
    cell: (row) => <Num value={row.rejectedCount} />,
  },
  {
    id: 'createdAt',
    header: 'Uploaded',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} />,
    sortable: true,
  },
];

type CsvImportsTableProps = {
  rows: CsvImportView[];
  page: PageInfo;
  discardAction: (input: { id: string }) => Promise<Result<unknown>>;
};

export function CsvImportsTable({ rows, page, discardAction }: CsvImportsTableProps) {
  const [asked, setAsked] = useState<CsvImportView | null>(null);
  const [shown, instantly] = useInstantPage(rows);
  useLivePage('imports', rows.some(isMoving));
  const discard = ({ id }: CsvImportView): void =>
    instantly({
      action: () => discardAction({ id }),
      shows: (now) => now.filter((row) => row.id !== id),
      refused: 'Not discarded',
      done: () => toast.good('Discarded'),
    });
  return (
    <>
      <DataTable
        label="Imports"
        columns={columns}
        rows={shown}
        rowId={(row) => row.id}
        rowLabel={(row) => row.fileName}
        rowHref={(row) => `/imports/${row.id}`}
        page={page}
        defaultSort="createdAt.desc"
        searchPlaceholder="Search by file name"
        rowActions={(row) => [
          ...(row.rejectedCount > 0
            ? [{ label: 'Download refused rows', href: `/api/csv-imports/${row.id}/errors` }]
            : []),
          ...(row.leftCount > 0
            ? [{ label: 'Download left-out values', href: `/api/csv-imports/${row.id}/errors?outcome=left` }]
            : []),
          row.state === 'uploaded'
            ? {
                label: 'Discard this file',
                tone: 'danger' as const,
                separate: true,
                onSelect: () => setAsked(row),
              }
            : { label: 'Open', href: `/imports/${row.id}` },
        ]}
        empty={
          <EmptyState
            title="No file has been imported yet"
            action={
              <LinkButton variant="primary" href="/imports/new">
                Import CSV
              </LinkButton>
            }
          >
            A file brings people in, or brings those that are here up to date; a suppression list opts people
            out. You see how each column is read before anything is stored.
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Discard ${asked?.fileName ?? ''}`}
        goes="The uploaded file goes. Nothing of it was imported."
        confirm="Discard this file"
        onConfirm={async () => (asked ? discard(asked) : undefined)}
      />
    </>
  );
}
