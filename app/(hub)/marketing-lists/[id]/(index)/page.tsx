import type { Metadata } from 'next';
import { Suspense } from 'react';
import { LinkButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { ReportHead } from '@/components/ui/report-head';
import { CardsSkeleton, ChartSkeleton } from '@/components/ui/skeleton';
import type { Context } from '@/lib/context';
import { listMembers, listRemoved, memberGrid, readListUses, removedGrid } from '@/lib/marketing-lists';
import type { MarketingListView } from '@/lib/marketing-lists/schemas';
import { packRows } from '@/lib/packed-rows';
import { may as mayDo } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { MaskedNotice } from '@/app/_server/masked-notice';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { DotdigitalMenu, ListConnectionStrip } from '../../../dotdigital/_components/list-connection';
import { GrowthCharts } from '../_components/growth-chart';
import { ListMenu } from '../_components/list-menu';
import { ListNotices } from '../_components/list-notices';
import { tabOf } from '../_components/member-tab';
import { MemberTabs } from '../_components/member-tabs';
import { ResponseCards } from '../_components/response-cards';
import { StaircaseCard } from '../_components/staircase-card';
import { ledeOf } from '../_components/list-lede';
import { packedList } from '../_components/shown-list';
import { UpdateStrip } from '../_components/update-strip';
import { UsesCard } from '../_components/uses-card';
import { seenList } from '../seen-list';

export async function generateMetadata({ params }: PageProps<'/marketing-lists/[id]'>): Promise<Metadata> {
  return { title: (await seenList.read(params)).subject.name };
}

export default async function MarketingListPage({
  params,
  searchParams,
}: PageProps<'/marketing-lists/[id]'>) {
  const { ctx, subject: list } = await seenList.read(params);
  const search = await searchParams;
  const tab = tabOf(search);
  const [shown, uses] = await Promise.all([
    tab === 'removed' ? removedOf(ctx, list, search) : membersOf(ctx, list, search),
    readListUses(ctx, list.id),
  ]);
  const archived = list.archivedAt !== null;
  const may = list.canChange && !archived;
  const wide =
    list.columns.filter(({ name }) => !['firstName', 'lastName', 'email'].includes(name)).length > 1;
  const aside = (
    <div className={cn('grid min-w-0 grid-cols-1 items-start gap-4', wide && 'lg:grid-cols-3')}>
      <Suspense fallback={<CardsSkeleton count={1} />}>
        <GrowthCharts ctx={ctx} list={list} />
      </Suspense>
      <Suspense fallback={<ChartSkeleton height={200} />}>
        <ResponseCards ctx={ctx} list={{ id: list.id, name: list.name, entity: list.entity }} />
      </Suspense>
      <UsesCard uses={uses} />
    </div>
  );
  return (
    <>
      <PageHeader
        trail={[{ label: 'Marketing Lists', href: '/marketing-lists' }, { label: list.name }]}
        title={list.name}
        lede={ledeOf(list)}
        twoLines
        actions={
          <>
            {may && (
              <LinkButton variant="quiet" href={`/marketing-lists/${list.id}/edit`} hotkey="e">
                {list.type === 'manual' ? 'Edit list' : 'Edit filter'}
              </LinkButton>
            )}
            {mayDo(ctx.actor, 'lists.write') && <ListMenu list={menuOf(list)} />}
            {may && <DotdigitalMenu list={{ id: list.id, name: list.name }} />}
          </>
        }
      />
      <ReportHead accounts={[...new Set(list.books.map(({ integration }) => integration))]} />
      <MaskedNotice ctx={ctx} />
      <OwnersNotice ctx={ctx} unseenCount={shown.unseenCount}>
        Counts tell of everybody.
      </OwnersNotice>
      <div className="grid grid-cols-1 gap-4">
        <ListNotices list={list} />
        <div className="grid gap-4 empty:hidden [&>*]:mb-0">
          {list.type === 'on_demand' && !archived && list.problems.length === 0 && (
            <UpdateStrip
              id={list.id}
              evaluatedAt={list.evaluation.at}
              filterChanged={list.evaluation.outdated}
              canChange={may}
            />
          )}
          <ListConnectionStrip listId={list.id} canChange={may} />
        </div>
        <Suspense fallback={<CardsSkeleton count={1} />}>
          <StaircaseCard ctx={ctx} listId={list.id} />
        </Suspense>
        <div
          className={cn('grid grid-cols-1 items-start gap-4', !wide && 'xl:grid-cols-[minmax(0,1fr)_372px]')}
        >
          {wide && aside}
          <MemberTabs
            list={packedList(list, mayDo(ctx.actor, 'lists.write'))}
            shown={shown}
            searchable={list.memberCount}
          />
          {!wide && aside}
        </div>
      </div>
    </>
  );
}

type Search = Exclude<SearchParams, URLSearchParams>;

async function membersOf(ctx: Context, list: MarketingListView, search: Search) {
  const query = parseTableQuery(search, memberGrid.table);
  const columns = columnsAsked(list, search.cols);
  const { rows, unseenCount, ...paging } = await listMembers(ctx, list.id, query, { columns });
  return {
    tab: 'members' as const,
    unseenCount,
    rows: packRows(rows),
    page: { ...paging, pageIndex: query.page - 1, pageSize: query.size },
  };
}

async function removedOf(ctx: Context, list: MarketingListView, search: Search) {
  const query = parseTableQuery(search, removedGrid.table);
  const { rows, total } = await listRemoved(ctx, list.id, query);
  return {
    tab: 'removed' as const,
    unseenCount: 0,
    rows: packRows(rows),
    page: { total, pageIndex: query.page - 1, pageSize: query.size },
  };
}

/** The list's own, and those that were brought in by hand: the page isn't made heavier by what nobody looks at. */
const columnsAsked = (list: MarketingListView, cols: Search[string]): string[] => [
  ...list.columns.map(({ name }) => name),
  ...(typeof cols === 'string' ? cols.split(',') : []).flatMap((id) =>
    id.startsWith('c.') ? [id.slice(2)] : [],
  ),
];

/** Only what the menu needs goes to the browser: a filter may hold 50,000 values. */
const menuOf = ({
  id,
  name,
  version,
  type,
  entity,
  archivedAt,
  canChange,
  favourite,
  folder,
}: MarketingListView) => ({ id, name, version, type, entity, archivedAt, canChange, favourite, folder });
