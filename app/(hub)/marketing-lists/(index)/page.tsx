import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { agree, plural } from '@/lib/format';
import { listFolders, listGrid, listMarketingLists } from '@/lib/marketing-lists';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { parseTableQuery, type TableFilter } from '@/lib/table-query';
import { listOwnerOptions } from '@/lib/users';
import { ListViews } from '../_components/list-views';
import { ListsTable } from '../_components/lists-table';

export const metadata: Metadata = { title: 'Marketing Lists' };

export default async function MarketingListsPage({ searchParams }: PageProps<'/marketing-lists'>) {
  const ctx = await requireContext('lists.read');
  const query = parseTableQuery(await searchParams, listGrid.table);
  const [{ rows, total, zone }, owners, folders] = await Promise.all([
    listMarketingLists(ctx, query),
    listOwnerOptions(ctx),
    listFolders(ctx),
  ]);
  const mayMake = may(ctx.actor, 'lists.write');
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Lists' }]}
        title="Marketing Lists"
        lede={ledeOf(rows, total, query.q !== '' || query.filters.length > 0)}
        actions={
          mayMake && (
            <LinkButton variant="primary" href="/marketing-lists/new">
              Create Marketing List
            </LinkButton>
          )
        }
      />
      <ListViews folders={folders} chosen={viewOf(query.filters)} />
      <ListsTable
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        owners={owners.map(({ id, name }) => ({ value: id, label: name }))}
        folders={folders.map(({ id, name }) => ({ value: id, label: name }))}
        zone={zone}
        mayMake={mayMake}
      />
    </>
  );
}

/** The one filter that the address holds, if it is one of the views. */
function viewOf(filters: readonly TableFilter[]): string {
  const [only] = filters;
  if (filters.length === 0) return '';
  return filters.length === 1 && only?.type === 'choice' && only.value.length === 1
    ? `${only.field}:${only.value[0] ?? ''}`
    : 'other';
}

function ledeOf(
  rows: Awaited<ReturnType<typeof listMarketingLists>>['rows'],
  total: number,
  narrowed: boolean,
): string {
  if (total === 0)
    return narrowed
      ? 'No list matches what you ask for.'
      : 'A list says who gets mail: people of one kind, chosen by a filter that stays true by itself.';
  const failed = rows.filter(({ evaluation }) => evaluation.state === 'failed').length;
  const lists = `${plural(total, 'list')}${narrowed ? ' found' : ''}`;
  if (failed > 0)
    return `${lists}. ${failed} of those shown could not be brought up to date and ${agree(failed, 'keeps the members it had', 'keep the members they had')}.`;
  const feeding = rows.filter(({ books }) => books.length > 0).length;
  return feeding > 0
    ? `${lists}, ${feeding} of those shown ${agree(feeding, 'feeds', 'feed')} an address book.`
    : `${lists}, none of those shown feeds an address book yet.`;
}
