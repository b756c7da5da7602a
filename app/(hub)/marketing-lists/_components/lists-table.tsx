'use client';

import { Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { LinkButton } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import {
  DataTable,
  type DataColumn,
  type ExtraFilter,
  type PageInfo,
  type RowAction,
  useRows,
} from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Num } from '@/components/ui/numbers';
import type { Option } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useLivePage } from '@/components/ui/use-live';
import { formatNumber } from '@/lib/format';
import { listTypeLabels, type MarketingListRow } from '@/lib/marketing-lists/schemas';
import { markFavouriteAction } from '../actions';
import { FolderDialog } from './folder-dialog';
import type { PackedRows } from '@/lib/packed-rows';

const entityLabels = { contact: 'Contacts', lead: 'Leads', customer: 'Customers' } as const;
const showLabels = {
  mine: 'Mine',
  favourite: 'Favourites',
  connected: 'Connected',
  failed: 'Failed',
  archived: 'Archived',
};
const optionsOf = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const columnsWith = (owners: Option[], folders: Option[], zone: string): DataColumn<MarketingListRow>[] => [
  { id: 'name', header: 'Name', cell: nameOf, secondary: secondaryOf, sortable: true, maxWidth: 420 },
  {
    id: 'entity',
    header: 'Entity',
    cell: (row) => entityLabels[row.entity],
    sortable: true,
    filter: { type: 'choice', options: optionsOf(entityLabels) },
    card: 'none',
    gives: 3,
  },
  {
    id: 'type',
    header: 'Type',
    cell: (row) => listTypeLabels[row.type],
    sortable: true,
    filter: { type: 'choice', options: optionsOf(listTypeLabels) },
  },
  {
    id: 'owner',
    header: 'Owner',
    cell: (row) => row.owner?.name ?? '–',
    sortable: true,
    filter: { type: 'choice', options: owners },
    card: 'none',
    gives: 2,
  },
  {
    id: 'folder',
    header: 'Folder',
    cell: (row) => row.folder?.name ?? '–',
    filter: { type: 'choice', options: [...folders, { value: 'none', label: 'No folder' }] },
    hidden: folders.length === 0,
    card: 'none',
    maxWidth: 160,
    gives: 2,
  },
  {
    id: 'memberCount',
    header: 'Members',
    definition: 'onList',
    kind: 'number',
    cell: membersOf,
    sortable: true,
    card: 'end',
  },
  {
    id: 'createdAt',
    header: 'Created',
    kind: 'date',
    cell: (row) => <Time at={row.createdAt} as="day" />,
    sortable: true,
    filter: { type: 'date', zone },
    card: 'none',
    gives: 1,
  },
  {
    id: 'lastUsed',
    header: 'Last used',
    kind: 'date',
    cell: (row) => <Time at={row.lastUsed?.at ?? null} none="not yet" />,
    sortable: true,
    gives: 3,
  },
];

const extraFilters: ExtraFilter[] = [
  { id: 'show', header: 'Show', filter: { type: 'choice', options: optionsOf(showLabels) } },
];

function nameOf({ name, favourite }: MarketingListRow) {
  if (!favourite) return name;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span className="cut">{name}</span>
      <Star aria-label="favourite" className="size-3.5 shrink-0 fill-current text-warn" />
    </span>
  );
}

function secondaryOf({ books, description, ownerOnly }: MarketingListRow): string {
  const hidden = ownerOnly ? 'only its owner sees it, ' : '';
  if (books.length > 0) return `${hidden}feeds ${books.map(({ name }) => name).join(', ')}`;
  return hidden + (description || 'not connected');
}

function membersOf({ evaluation, memberCount }: MarketingListRow) {
  if (evaluation.state === 'failed')
    return (
      <span className="inline-flex items-center gap-2">
        <Chip tone="bad">failed</Chip>
        <Num value={memberCount} />
      </span>
    );
  return evaluation.state === 'never' ? (
    <span className="text-ink-3">not yet</span>
  ) : (
    <Num value={memberCount} />
  );
}

export function ListsTable({
  rows: packed,
  page,
  owners,
  folders,
  zone,
  mayMake,
}: {
  rows: PackedRows<MarketingListRow>;
  page: PageInfo;
  owners: Option[];
  folders: Option[];
  /** The zone that days of filters begin in. */
  zone: string;
  mayMake: boolean;
}) {
  const router = useRouter();
  const rows = useRows(packed);
  useLivePage('lists', false);
  const [moving, setMoving] = useState<{ ids: string[]; clear?: () => void } | null>(null);
  const columns = useMemo(() => columnsWith(owners, folders, zone), [owners, folders, zone]);
  const mark = async ({ id, name, favourite }: MarketingListRow): Promise<void> => {
    const result = await markFavouriteAction({ listId: id, favourite: !favourite });
    if (result.ok) toast.good(`${name} is ${favourite ? 'not a favourite any more' : 'a favourite'}`);
    else toast.bad('Nothing has changed', { detail: result.error.message });
    router.refresh();
  };
  const actionsOf = (row: MarketingListRow): RowAction[] =>
    mayMake
      ? [
          ...(row.canChange && !row.archivedAt
            ? [{ label: 'Edit', href: `/marketing-lists/${row.id}/edit`, hotkey: 'e' }]
            : []),
          {
            label: row.favourite ? 'Not a favourite any more' : 'Mark as favourite',
            onSelect: () => void mark(row),
          },
          ...(row.canChange
            ? [{ label: 'Move to folder', onSelect: () => setMoving({ ids: [row.id] }) }]
            : []),
        ]
      : [];
  return (
    <>
      <DataTable
        label="Marketing lists"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `/marketing-lists/${row.id}`}
        rowActions={actionsOf}
        bulkActions={
          mayMake
            ? [
                {
                  label: (count) => `Move these ${formatNumber(count)} to a folder`,
                  onSelect: (ids, clear) => setMoving({ ids, clear }),
                },
              ]
            : undefined
        }
        extraFilters={extraFilters}
        page={page}
        defaultSort="name.asc"
        searchPlaceholder="Search lists"
        empty={
          <EmptyState
            title="No lists yet"
            action={
              mayMake && (
                <LinkButton variant="primary" href="/marketing-lists/new">
                  Create Marketing List
                </LinkButton>
              )
            }
          >
            A marketing list holds the people whom a filter means. Connected to an address book, it keeps that
            book in step.
          </EmptyState>
        }
      />
      {moving && (
        <FolderDialog
          listIds={moving.ids}
          current={rows.find(({ id }) => id === moving.ids[0])?.folder}
          onClose={(done) => {
            if (done) moving.clear?.();
            setMoving(null);
          }}
        />
      )}
    </>
  );
}
