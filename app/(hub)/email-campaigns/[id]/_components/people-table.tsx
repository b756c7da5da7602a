'use client';

import { LinkButton, Button } from '@/components/ui/button';
import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn, type PageInfo, useRows } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num, Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { Tooltip } from '@/components/ui/tooltip';
import {
  recipientStates,
  type RecipientRow,
  type RecipientState,
  type PeopleFilter,
} from '@/lib/campaigns/schemas';
import { newListHref } from './new-list-href';
import type { PackedRows } from '@/lib/packed-rows';

const tones: Record<RecipientState, Tone> = {
  subscribed: 'good',
  unsubscribed: 'warn',
  unsubscribed_later: 'warn',
  soft_bounced: 'warn',
  hard_bounced: 'bad',
  suppressed: 'bad',
};
const stateOptions = Object.entries(recipientStates).map(([value, label]) => ({ value, label }));
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
  /** null: a list can't ask for what the grid shows. */
  listFilter: PeopleFilter | null;
  mayMakeList: boolean;
};

export function PeopleTable({ id, name, rows, page, all, listFilter, mayMakeList }: PeopleTableProps) {
  const total = page.total ?? 0;
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
      page={page}
      defaultSort="opens.desc"
      csvHref={`/api/email-campaigns/${id}/people.csv`}
      tools={
        <>
          <span className="figures mr-1 text-ink-3">
            <Num value={total} /> of <Num value={all} />
          </span>
          {mayMakeList && total > 0 && <MakeList name={name} total={total} filter={listFilter} />}
        </>
      }
      empty={
        <EmptyState title="Nobody yet">Recipients come in with the import that follows the send.</EmptyState>
      }
    />
  );
}

function MakeList({ name, total, filter }: { name: string; total: number; filter: PeopleFilter | null }) {
  if (filter !== null)
    return (
      <LinkButton size="sm" href={newListHref(filter, name)}>
        Make a list of these <Num value={total} />
      </LinkButton>
    );
  return (
    <Tooltip content="A list can ask for opens, clicks, unsubscribes and bounces of a campaign. Clear the search and the other filters to make one.">
      <Button size="sm" aria-disabled>
        Make a list of these <Plural count={total} one="person" many="people" />
      </Button>
    </Tooltip>
  );
}
