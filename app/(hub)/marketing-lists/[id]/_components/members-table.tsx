'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { WhyDialog } from '@/components/marketing-lists/why-dialog';
import { Button, LinkButton } from '@/components/ui/button';
import { DataTable, type PageInfo, type RowAction, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber, plural } from '@/lib/format';
import type { MemberRow } from '@/lib/marketing-lists/schemas';
import { MakeList } from '../../../_components/make-list';
import { AddPeopleDialog } from './add-people-dialog';
import { memberColumns } from './member-columns';
import { MemberDialog, type MemberQuestion } from './member-dialog';
import { RemoveManyDialog } from './remove-many-dialog';
import type { ShownList } from './shown-list';
import { useMemberMarks } from './use-member-marks';
import type { PackedRows } from '@/lib/packed-rows';

type MembersTableProps = {
  list: ShownList;
  rows: PackedRows<MemberRow>;
  page: PageInfo;
  searchable: number;
  /** Who is on the list too, and belongs to somebody else. */
  unseenCount: number;
};

export function MembersTable({ list, rows: packed, page, searchable, unseenCount }: MembersTableProps) {
  const rows = useRows(packed);
  const { locale } = useViewer();
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const [removing, setRemoving] = useState<{ ids: string[]; clear: () => void } | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const { subscribe } = useMemberMarks(list.id);
  const columns = useMemo(
    () =>
      memberColumns({
        columns: list.columns,
        connected: list.connected,
        stateOptions: list.stateOptions,
      }),
    [list.columns, list.connected, list.stateOptions],
  );
  const may = list.canChange && !list.archived;
  const search = useSearchParams();
  const narrowed = [...(search?.keys() ?? [])].some((key) => key === 'q' || key.startsWith('f.'));
  // Columns that were brought in by hand stand in the file too.
  const more = (search?.get('cols') ?? '')
    .split(',')
    .filter((id) => id.startsWith('c.'))
    .map((id) => encodeURIComponent(id.slice(2)))
    .join(',');

  const actionsOf = (row: MemberRow): RowAction[] => [
    { label: 'Open record', href: `${list.recordsPath}/${row.recordId}` },
    { label: 'Why is this person in?', onSelect: () => setAsked(row.recordId) },
    ...(may
      ? [
          row.subscribed
            ? {
                label: 'Take off this list',
                onSelect: () => setQuestion({ kind: 'take-off', member: row }),
                separate: true,
              }
            : {
                label: 'Subscribe',
                onSelect: () => void subscribe(row),
                separate: true,
                ...(row.canSubscribe
                  ? {}
                  : { disabled: `${row.marketingState}: can’t be undone from here.` }),
              },
        ]
      : []),
    ...(row.optedOut || list.archived || !list.mayWrite
      ? []
      : [{ label: 'Opted out of mail', onSelect: () => setQuestion({ kind: 'opt-out', member: row }) }]),
    ...(may
      ? [
          {
            label: 'Remove',
            tone: 'danger' as const,
            separate: true,
            onSelect: () => setQuestion({ kind: 'remove', member: row }),
          },
        ]
      : []),
  ];

  return (
    <>
      <DataTable
        label="Members"
        columns={columns}
        columnsAsked
        rows={rows}
        rowId={(row) => row.recordId}
        rowHref={(row) => `${list.recordsPath}/${row.recordId}`}
        rowLabel={(row) => row.name}
        rowActions={actionsOf}
        bulkActions={
          may
            ? [
                {
                  label: (count) => `Remove these ${formatNumber(count, locale)}`,
                  tone: 'danger',
                  onSelect: (ids, clear) => setRemoving({ ids, clear }),
                },
              ]
            : undefined
        }
        page={page}
        defaultSort="recordId.asc"
        searchPlaceholder={`Search ${plural(searchable, 'person', 'people', locale)}`}
        csvHref={`/api/marketing-lists/${list.id}/members.csv${more === '' ? '' : `?more=${more}`}`}
        tools={
          <>
            {list.mayWrite && (
              <MakeList
                source={{ kind: 'members', id: list.id }}
                total={page.total ?? 0}
                totalIsAtLeast={page.totalIsAtLeast}
                name={`${list.name}: people`}
                conditionHref={narrowed ? null : list.sameList}
              />
            )}
            {may && list.type === 'manual' && <AddPeopleDialog list={list} />}
            <Button variant="quiet" size="sm" onClick={() => setAsked('')}>
              Why in or out?
            </Button>
          </>
        }
        empty={unseenCount > 0 ? <NobodySeen /> : <NobodyYet list={list} may={may} />}
      />
      {question && <MemberDialog listId={list.id} question={question} onClose={() => setQuestion(null)} />}
      {asked !== null && (
        <WhyDialog list={list} who={asked} open onOpenChange={(open) => !open && setAsked(null)} />
      )}
      {removing && (
        <RemoveManyDialog
          listId={list.id}
          recordIds={removing.ids}
          onClose={(done) => {
            if (done) removing.clear();
            setRemoving(null);
          }}
        />
      )}
    </>
  );
}

function NobodySeen() {
  return (
    <EmptyState title="Nobody on this list is shown to you">
      Its people belong to somebody else. The list goes on with all of them, whoever looks.
    </EmptyState>
  );
}

function NobodyYet({ list, may }: { list: ShownList; may: boolean }) {
  if (list.type === 'manual') {
    return (
      <EmptyState
        title="Nobody is on this list yet"
        action={may ? <AddPeopleDialog list={list} variant="primary" /> : undefined}
      >
        People are put on a manual list by hand: picked by name, pasted as addresses, or chosen in a grid of{' '}
        {list.people}.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nobody is on this list"
      action={
        may ? <LinkButton href={`/marketing-lists/${list.id}/edit`}>Edit filter</LinkButton> : undefined
      }
    >
      No record fits its filter now. An empty list sends nothing and waits: nobody is taken out of a book
      without being asked for.
    </EmptyState>
  );
}
