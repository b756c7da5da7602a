'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import {
  DataTable,
  type DataColumn,
  type ExtraFilter,
  type PageInfo,
  useRows,
} from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import {
  recipientResults,
  recipientStates,
  type RecipientAsk,
  type RecipientRow,
  type RecipientState,
  splitText,
} from '@/lib/campaigns/schemas';
import type { Option } from '@/components/ui/select';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { MakeList } from '../../../_components/make-list';

const tones: Record<RecipientState, Tone> = {
  subscribed: 'good',
  unsubscribed: 'warn',
  unsubscribed_later: 'warn',
  soft_bounced: 'warn',
  hard_bounced: 'bad',
  suppressed: 'bad',
};
const stateOptions = Object.entries(recipientStates).map(([value, label]) => ({ value, label }));
/** By the counts of the key figures. */
const resultFilter: ExtraFilter = {
  id: 'result',
  header: 'What became of it',
  filter: {
    type: 'choice',
    options: Object.entries(recipientResults).map(([value, label]) => ({ value, label })),
  },
};
const paths = { contact: 'contacts', lead: 'leads', customer: 'customers' } as const;

const count = (
  id: 'opens' | 'clicks' | 'replies' | 'forwards' | 'pageViews',
  header: string,
): DataColumn<RecipientRow> => ({
  id,
  header,
  kind: 'number',
  sortable: true,
  filter: { type: 'number' },
  cell: (row) => (
    <span className={row[id] === 0 ? 'text-ink-3' : undefined}>
      <Num value={row[id]} />
    </span>
  ),
});

const columns: DataColumn<RecipientRow>[] = [
  { id: 'email', header: 'Person', cell: personOf, sortable: true, maxWidth: 460 },
  count('opens', 'Opens'),
  count('clicks', 'Clicks'),
  count('replies', 'Replies'),
  count('forwards', 'Forwards'),
  { ...count('pageViews', 'Page views'), hidden: true },
  {
    id: 'firstOpenedAt',
    header: 'First opened',
    kind: 'date',
    cell: (row) => <Time at={row.firstOpenedAt} as="moment" none="never" />,
    sortable: true,
    filter: { type: 'date' },
  },
  {
    id: 'lastOpenedAt',
    header: 'Last opened',
    kind: 'date',
    cell: (row) => <Time at={row.lastOpenedAt} as="moment" none="never" />,
    hidden: true,
  },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <Chip tone={tones[row.state]}>{recipientStates[row.state]}</Chip>,
    filter: { type: 'choice', options: stateOptions },
  },
];

function personOf(row: RecipientRow) {
  if (row.name === null) return row.email;
  return (
    <>
      {row.name} <span className="font-normal text-ink-3">{row.email}</span>
    </>
  );
}

type PeopleTableProps = {
  id: string;
  name: string;
  rows: PackedRows<RecipientRow>;
  page: PageInfo;
  /** Everyone the campaign went to. */
  all: number;
  ask: RecipientAsk;
  /** Those that were clicked. */
  links: Option[];
  /** By what the audience is split, and the parts that are asked for. */
  part: { label: string; options: Option[] } | null;
  /** A list by the same condition; null: a list can’t ask for what the grid shows. */
  condition: string | null;
  /** The kind of record that a part is about. */
  entity?: CrmEntity;
  mayMakeList: boolean;
};

export function PeopleTable({
  id,
  name,
  rows,
  page,
  all,
  ask: { machines, revenue, split },
  links,
  part,
  condition,
  entity,
  mayMakeList,
}: PeopleTableProps) {
  const total = page.total ?? 0;
  const asked = new URLSearchParams({
    ...(machines === 'in' ? { machine: 'in' } : {}),
    days: String(revenue.days),
    after: revenue.after,
    ...(split === null ? {} : { split: splitText(split) }),
  });
  return (
    <DataTable
      label="People"
      title="People"
      columns={columns}
      rows={useRows(rows)}
      rowId={(row) => String(row.contactId)}
      rowLabel={(row) => row.name ?? row.email}
      rowHref={(row) =>
        row.recordId === null || row.entity === null ? '' : `/${paths[row.entity]}/${row.recordId}`
      }
      extraFilters={[
        resultFilter,
        { id: 'link', header: 'Clicked link', filter: { type: 'choice', options: links } },
        ...(part === null || part.options.length === 0
          ? []
          : [{ id: 'part', header: part.label, filter: { type: 'choice' as const, options: part.options } }]),
      ]}
      page={page}
      defaultSort="opens.desc"
      csvHref={`/api/email-campaigns/${id}/people.csv?${asked}`}
      tools={
        <>
          <span className="figures mr-1 text-ink-3">
            {machines === 'in' && 'with machines, '}
            <Num value={total} /> of <Num value={all} />
          </span>
          {mayMakeList && (
            <MakeList
              source={{ kind: 'campaign', id }}
              total={total}
              name={`${name}: people`}
              conditionHref={condition}
              entity={entity}
            />
          )}
        </>
      }
      empty={
        <EmptyState title="Nobody yet">Recipients come in with the import that follows the send.</EmptyState>
      }
    />
  );
}
