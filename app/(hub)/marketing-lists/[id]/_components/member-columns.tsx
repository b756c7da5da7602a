'use client';

import { SumValue } from '@/components/crm/sum-value';
import { Chip } from '@/components/ui/chip';
import type { DataColumn } from '@/components/ui/data-table';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { Truncate } from '@/components/ui/truncate';
import {
  memberStateLabels,
  type ListColumn,
  type MemberRow,
  type MemberState,
} from '@/lib/marketing-lists/schemas';
import { nameColumn } from './name-column';
import type { ShownList } from './shown-list';

const tones: Record<MemberState, 'good' | 'info' | 'warn' | 'bad' | 'neutral'> = {
  in_book: 'good',
  going_out: 'info',
  left_out: 'warn',
  refused: 'bad',
  no_email: 'neutral',
  no_mobile: 'neutral',
  duplicate: 'neutral',
  in_list: 'neutral',
};
/** Shown with the name already. */
const inName = new Set(['firstName', 'lastName', 'email']);

export function memberColumns({
  columns,
  connected,
  stateOptions,
}: Pick<ShownList, 'columns' | 'connected' | 'stateOptions'>): DataColumn<MemberRow>[] {
  return [
    nameColumn,
    ...columns.filter(({ name, hidden }) => !inName.has(name) && !hidden).map(valueColumn),
    {
      id: 'state',
      header: connected ? 'In the book' : 'State',
      kind: 'state',
      cell: (row) => <Chip tone={tones[row.state]}>{memberStateLabels[row.state]}</Chip>,
      filter: { type: 'choice', options: stateOptions },
    },
    { id: 'marketing', header: 'Marketing state', cell: (row) => row.marketingState, gives: 2 },
    {
      id: 'sent',
      header: connected ? 'Last sent' : 'Reason',
      kind: 'date',
      cell: lastSent,
      maxWidth: 150,
      gives: 1,
    },
    {
      id: 'subscribed',
      header: 'Subscribed',
      cell: (row) => (row.subscribed ? 'yes' : 'no'),
      hidden: true,
    },
    {
      id: 'contacted',
      header: 'Total contacted',
      definition: 'timesContacted',
      kind: 'number',
      cell: (row) => <Num value={row.contactedCount} />,
      sortable: true,
      filter: { type: 'number' },
      hidden: true,
    },
    {
      id: 'lastContacted',
      header: 'Last contacted',
      kind: 'date',
      cell: (row) => <Time at={row.lastContactedAt} none="never" />,
      sortable: true,
      hidden: true,
    },
    {
      id: 'joinedAt',
      header: 'Joined',
      kind: 'date',
      cell: (row) => <Time at={row.joinedAt} />,
      sortable: true,
      hidden: true,
    },
    ...columns.filter(({ hidden }) => hidden).map(valueColumn),
  ];
}

/** On a tablet the first two of the list's own columns stay. */
const staying = 2;

const valueColumn = (
  { name, label, kind, hidden, currencyColumn, leftOutColumn }: ShownList['columns'][number],
  n: number,
): DataColumn<MemberRow> => ({
  id: `c.${name}`,
  header: label,
  kind: kind === 'number' ? 'number' : kind === 'date' || kind === 'datetime' ? 'date' : 'text',
  maxWidth: 200,
  ...(n < staying ? {} : { gives: 3 }),
  hidden,
  cell: (row) =>
    money(
      row.values[name] ?? null,
      currencyColumn && row.values[currencyColumn],
      leftOutColumn && row.values[leftOutColumn],
    ) ?? valueCell(row.values[name] ?? null, kind),
});

/** Why, where there is a why; else when the book last got this person. */
function lastSent(row: MemberRow) {
  if (row.reason && row.state !== 'left_out') return <Truncate text={row.reason}>{row.reason}</Truncate>;
  return <Time at={row.lastSentAt} none="–" />;
}

const money = (value: string | null, currency?: string | null, leftOut?: string | null) =>
  value && currency ? (
    <SumValue amount={Number(value)} currency={currency} leftOut={leftOut || null} />
  ) : null;

function valueCell(value: string | null, kind: ListColumn['kind']) {
  if (value === null || value === '') return <span className="text-ink-3">–</span>;
  switch (kind) {
    case 'date':
      return <Time at={`${value}T12:00:00Z`} as="day" />;
    case 'datetime':
      return <Time at={value} />;
    case 'number':
      return <Num value={Number(value)} />;
    case 'yesno':
      return value === 'true' ? 'yes' : 'no';
    default:
      return value;
  }
}
