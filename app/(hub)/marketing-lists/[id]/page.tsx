import type { Metadata } from 'next';
import { Suspense } from 'react';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { entityLabels } from '@/lib/crm';
import { getMarketingList, listMembers, listRemoved, memberTable, removedTable } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { DotdigitalMenu, ListConnectionStrip } from '../../dotdigital/_components/list-connection';
import { GrowthChart } from './_components/growth-chart';
import { ListMenu } from './_components/list-menu';
import { ListNotices } from './_components/list-notices';
import { MemberTabs } from './_components/member-tabs';
import { StaircaseCard } from './_components/staircase-card';
import { ledeOf } from './_components/list-lede';

export async function generateMetadata({ params }: PageProps<'/marketing-lists/[id]'>): Promise<Metadata> {
  const list = await orNotFound(getMarketingList(await requireContext('lists.read'), (await params).id));
  return { title: list.name };
}

export default async function MarketingListPage({ params, searchParams }: PageProps<'/marketing-lists/[id]'>) {
  const ctx = await requireContext('lists.read');
  const list = await orNotFound(getMarketingList(ctx, (await params).id));
  const search = await searchParams;
  const [members, removed] = [parseTableQuery(search, memberTable), parseTableQuery(search, removedTable)];
  const [memberPage, removedPage] = await Promise.all([listMembers(ctx, list.id, members), listRemoved(ctx, list.id, removed)]);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Lists', href: '/marketing-lists' }, { label: list.name }]}
        title={list.name}
        lede={ledeOf(list)}
        actions={
          <>
            {!list.archivedAt && <LinkButton variant="quiet" href={`/marketing-lists/${list.id}/edit`} hotkey="e">Edit filter</LinkButton>}
            <ListMenu id={list.id} name={list.name} version={list.version} type={list.type} archived={list.archivedAt !== null} connected={list.books.length > 0} />
            {!list.archivedAt && <DotdigitalMenu list={{ id: list.id, name: list.name }} />}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <ListNotices list={list} />
        <ListConnectionStrip listId={list.id} />
        <Suspense fallback={<CardsSkeleton count={1} />}>
          <StaircaseCard ctx={ctx} listId={list.id} />
        </Suspense>
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_372px]">
          <MemberTabs
            list={{ id: list.id, columns: list.columns, recordsPath: entityLabels[list.entity].path, connected: list.books.length > 0, archived: list.archivedAt !== null }}
            members={{ rows: memberPage.rows, page: { total: memberPage.total, pageIndex: members.page - 1, pageSize: members.size } }}
            removed={{ rows: removedPage.rows, page: { total: removedPage.total, pageIndex: removed.page - 1, pageSize: removed.size } }}
            searchable={list.memberCount}
            startWith={Object.keys(search).some((key) => key.startsWith('removed.')) ? 'removed' : 'members'}
          />
          <Suspense fallback={<CardsSkeleton count={1} />}>
            <GrowthChart ctx={ctx} listId={list.id} />
          </Suspense>
        </div>
      </div>
    </>
  );
}
