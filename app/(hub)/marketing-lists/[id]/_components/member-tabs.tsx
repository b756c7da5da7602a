'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState, useTransition } from 'react';
import type { PageInfo } from '@/components/ui/data-table';
import { TableSkeleton } from '@/components/ui/skeleton';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import type { MemberRow, OutRow } from '@/lib/marketing-lists/schemas';
import { type PackedRows, unpackRows } from '@/lib/packed-rows';
import { MembersTable } from './members-table';
import { memberTabs, type MemberTab } from './member-tab';
import { RemovedTable } from './removed-table';
import type { PackedList, ShownList } from './shown-list';

type MemberTabsProps = {
  list: PackedList;
  /** The people of the tab that is open; those of the other are read when it is opened. */
  shown:
    | { tab: 'members'; rows: PackedRows<MemberRow>; page: PageInfo; unseenCount: number }
    | { tab: 'removed'; rows: PackedRows<OutRow>; page: PageInfo };
  /** How many people there are to search in. */
  searchable: number;
};

export function MemberTabs({ list: packed, shown, searchable }: MemberTabsProps) {
  const list = useMemo(() => unpackList(packed), [packed]);
  const { locale } = useViewer();
  const [pending, startTransition] = useTransition();
  const [asked, setAsked] = useState<MemberTab>(shown.tab);
  const [, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(memberTabs).withOptions({
      shallow: false,
      history: 'push',
      scroll: false,
      startTransition,
    }),
  );
  const open = pending ? asked : shown.tab;
  const choose = (tab: MemberTab): void => {
    setAsked(tab);
    void setTab(tab);
  };
  const out = shown.tab === 'removed' ? (shown.page.total ?? 0) : 0;
  return (
    <Tabs
      value={open}
      onValueChange={(value) => choose(value === 'removed' ? 'removed' : 'members')}
      className="min-w-0 scroll-mt-4"
      id="people"
    >
      <TabsList aria-label="People of this list" className="mb-3">
        <TabsTrigger value="members">Members</TabsTrigger>
        <TabsTrigger value="removed">
          {out === 0 ? 'Removed' : `Removed (${formatNumber(out, locale)})`}
        </TabsTrigger>
      </TabsList>
      <TabsContent value={open}>
        {open !== shown.tab ? (
          <TableSkeleton columns={4} />
        ) : shown.tab === 'members' ? (
          <MembersTable
            list={list}
            rows={shown.rows}
            page={shown.page}
            searchable={searchable - shown.unseenCount}
            unseenCount={shown.unseenCount}
          />
        ) : (
          <RemovedTable list={list} rows={shown.rows} page={shown.page} />
        )}
      </TabsContent>
    </Tabs>
  );
}

const unpackList = (list: PackedList): ShownList => ({
  ...list,
  columns: unpackRows(list.columns),
  stateOptions: unpackRows(list.stateOptions),
  outOptions: unpackRows(list.outOptions),
});
