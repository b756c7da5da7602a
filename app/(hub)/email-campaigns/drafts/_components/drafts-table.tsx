'use client';

import { LinkButton } from '@/components/ui/button';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import type { PackedRows } from '@/lib/packed-rows';
import { draftStateLabels, type DraftRow } from '@/lib/sending/schemas';
import { DraftStateChip } from './draft-state';

const columns: DataColumn<DraftRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => row.subject,
    sortable: true,
    maxWidth: 360,
  },
  { id: 'list', header: 'Marketing list', cell: (row) => row.list.name, sortable: true, maxWidth: 260 },
  { id: 'book', header: 'Address book', cell: (row) => row.book.name, maxWidth: 220 },
  {
    id: 'recipients',
    header: 'Recipients',
    definition: 'bookRecipients',
    kind: 'number',
    cell: (row) => (row.recipientCount === null ? '–' : <Num value={row.recipientCount} />),
    sortable: true,
  },
  {
    id: 'sendAt',
    header: 'Sent',
    kind: 'date',
    cell: (row) => <Time at={row.sendAt ?? row.askedAt} as="moment" none="not yet" ahead />,
    sortable: true,
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <DraftStateChip state={row.state} sendAt={row.sendAt} />,
    sortable: true,
    filter: {
      type: 'choice',
      options: [
        { value: 'draft', label: draftStateLabels.draft },
        { value: 'accepted', label: draftStateLabels.accepted },
        { value: 'sent', label: draftStateLabels.sent },
        { value: 'cancelled', label: draftStateLabels.cancelled },
      ],
    },
  },
  { id: 'integration', header: 'Integration', cell: (row) => row.integration.name, hidden: true },
  { id: 'createdBy', header: 'Made by', cell: (row) => row.createdBy, hidden: true },
  {
    id: 'updatedAt',
    header: 'Changed',
    kind: 'date',
    cell: (row) => <Time at={row.updatedAt} />,
    sortable: true,
  },
];

type DraftsTableProps = { rows: PackedRows<DraftRow>; page: PageInfo; isMoving: boolean };

export function DraftsTable({ rows, page, isMoving }: DraftsTableProps) {
  useLivePage('drafts', isMoving);
  return (
    <DataTable
      label="Drafts and sends"
      columns={columns}
      rows={useRows(rows)}
      rowId={(row) => row.id}
      rowHref={(row) => `/email-campaigns/drafts/${row.id}`}
      page={page}
      defaultSort="updatedAt.desc"
      searchPlaceholder="Search name or subject"
      empty={
        <EmptyState
          title="No campaign was made here yet"
          action={<LinkButton href="/email-campaigns/new">New email campaign</LinkButton>}
        >
          A campaign goes to the address book of a marketing list. It is drafted here, kept at Dotdigital, and
          sent once you confirm who gets it.
        </EmptyState>
      }
    />
  );
}
