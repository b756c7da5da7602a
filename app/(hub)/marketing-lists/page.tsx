import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { formatNumber } from '@/lib/format';
import { listMarketingLists, listTable } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { listOwnerOptions } from '@/lib/users';
import { ListsTable } from './_components/lists-table';

export const metadata: Metadata = { title: 'Marketing Lists' };

export default async function MarketingListsPage({ searchParams }: PageProps<'/marketing-lists'>) {
  const ctx = await requireContext('lists.read');
  const query = parseTableQuery(await searchParams, listTable);
  const [{ rows, total }, owners] = await Promise.all([listMarketingLists(ctx, query), listOwnerOptions(ctx)]);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Lists' }]}
        title="Marketing Lists"
        lede={ledeOf(rows, total, query.q !== '' || query.filters.length > 0)}
        actions={<LinkButton variant="primary" href="/marketing-lists/new">Create Marketing List</LinkButton>}
      />
      <ListsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        owners={owners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}

function ledeOf(rows: Awaited<ReturnType<typeof listMarketingLists>>['rows'], total: number, narrowed: boolean): string {
  if (total === 0) return narrowed ? 'No list matches what you ask for.' : 'A list says who gets mail: people of one kind, chosen by a filter that stays true by itself.';
  const failed = rows.filter(({ evaluation }) => evaluation.state === 'failed').length;
  const lists = `${formatNumber(total)} ${total === 1 ? 'list' : 'lists'}${narrowed ? ' found' : ''}`;
  if (failed > 0) return `${lists}. ${failed === 1 ? 'One of those shown' : `${failed} of those shown`} could not be brought up to date and keeps the members it had.`;
  const feeding = rows.filter(({ books }) => books.length > 0).length;
  return feeding > 0 ? `${lists}, ${feeding} of those shown feed an address book.` : `${lists}, none of those shown feeds an address book yet.`;
}
