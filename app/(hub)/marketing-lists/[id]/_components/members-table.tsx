'use client';

import { useMemo, useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, type RowAction } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { Truncate } from '@/components/ui/truncate';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import { memberStateLabels, memberStates, type ListColumn, type MemberRow, type MemberState } from '@/lib/marketing-lists/schemas';
import { MemberDialog, type MemberQuestion } from './member-dialog';
import type { ShownList } from './shown-list';
import { useMemberMarks } from './use-member-marks';

const tones: Record<MemberState, 'good' | 'info' | 'warn' | 'bad' | 'neutral'> = {
  in_book: 'good', going_out: 'info', left_out: 'warn', refused: 'bad', no_email: 'neutral', duplicate: 'neutral', in_list: 'neutral',
};
const stateOptions = memberStates.map((value) => ({ value, label: memberStateLabels[value] }));
/** Shown with the name already. */
const inName = new Set(['firstName', 'lastName', 'email']);

type MembersTableProps = { list: ShownList; rows: MemberRow[]; page: PageInfo; searchable: number };

export function MembersTable({ list, rows, page, searchable }: MembersTableProps) {
  const { locale } = useViewer();
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const { subscribe } = useMemberMarks(list.id);
  const columns = useMemo(() => memberColumns(list.columns, list.connected), [list.columns, list.connected]);

  const actionsOf = (row: MemberRow): RowAction[] => [
    { label: 'Open record', href: `${list.recordsPath}/${row.recordId}` },
    row.subscribed
      ? { label: 'Take off this list', onSelect: () => setQuestion({ kind: 'take-off', member: row }), separate: true }
      : { label: 'Subscribe', onSelect: () => void subscribe(row), separate: true, ...(row.canSubscribe ? {} : { disabled: `${row.marketingState}: can’t be undone from here.` }) },
    ...(row.optedOut ? [] : [{ label: 'Opted out of mail', onSelect: () => setQuestion({ kind: 'opt-out', member: row }) }]),
    { label: 'Remove', tone: 'danger', separate: true, onSelect: () => setQuestion({ kind: 'remove', member: row }) },
  ];

  return (
    <>
      <DataTable
        label="Members"
        columns={columns}
        rows={rows}
        rowId={(row) => row.recordId}
        rowHref={(row) => `${list.recordsPath}/${row.recordId}`}
        rowLabel={(row) => row.name}
        rowActions={list.archived ? undefined : actionsOf}
        page={page}
        defaultSort="recordId.asc"
        searchPlaceholder={`Search ${formatNumber(searchable, locale)} people`}
        csvHref={`/api/marketing-lists/${list.id}/members.csv`}
        empty={
          <EmptyState title="Nobody is on this list" action={<LinkButton href={`/marketing-lists/${list.id}/edit`}>Edit filter</LinkButton>}>
            No record fits its filter now. An empty list sends nothing and waits: nobody is taken out of a book without being asked for.
          </EmptyState>
        }
      />
      {question && <MemberDialog listId={list.id} question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}

function memberColumns(chosen: ListColumn[], connected: boolean): DataColumn<MemberRow>[] {
  return [
    { id: 'name', header: 'Name', cell: (row) => row.name, secondary: (row) => (row.email === row.name ? '' : row.email ?? 'no e-mail address'), sortable: true, maxWidth: 300 },
    ...chosen.filter(({ name }) => !inName.has(name)).map(
      ({ name, label, kind }): DataColumn<MemberRow> => ({
        id: `c.${name}`, header: label, kind: kind === 'number' ? 'number' : kind === 'text' ? 'text' : 'date', maxWidth: 200, card: 'none',
        cell: (row) => valueCell(row.values[name] ?? null, kind),
      }),
    ),
    { id: 'state', header: connected ? 'In the book' : 'State', kind: 'state', cell: (row) => <Chip tone={tones[row.state]}>{memberStateLabels[row.state]}</Chip>, filter: { type: 'choice', options: stateOptions } },
    { id: 'marketing', header: 'Marketing state', cell: (row) => row.marketingState, card: 'meta' },
    { id: 'sent', header: connected ? 'Last sent' : 'Reason', kind: 'date', cell: lastSent, maxWidth: 150, card: 'none' },
    { id: 'contacted', header: 'Total contacted', kind: 'number', cell: (row) => <Num value={row.contactedCount} />, sortable: true, filter: { type: 'number' }, hidden: true },
    { id: 'lastContacted', header: 'Last contacted', kind: 'date', cell: (row) => <Time at={row.lastContactedAt} none="never" />, sortable: true, hidden: true },
    { id: 'joinedAt', header: 'Joined', kind: 'date', cell: (row) => <Time at={row.joinedAt} />, sortable: true, hidden: true },
  ];
}

/** Why, where there is a why; else when the book last got this person. */
function lastSent(row: MemberRow) {
  if (row.reason && row.state !== 'left_out') return <Truncate text={row.reason}>{row.reason}</Truncate>;
  return <Time at={row.lastSentAt} none="–" />;
}

function valueCell(value: string | null, kind: ListColumn['kind']) {
  if (value === null || value === '') return <span className="text-ink-3">–</span>;
  return kind === 'date' ? <Time at={`${value}T12:00:00Z`} as="day" /> : kind === 'datetime' ? <Time at={value} /> : value;
}
