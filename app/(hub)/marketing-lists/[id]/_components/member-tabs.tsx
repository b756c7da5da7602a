'use client';

import type { PageInfo } from '@/components/ui/data-table';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import type { MemberRow, RemovedRow } from '@/lib/marketing-lists/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { MembersTable } from './members-table';
import { RemovedTable } from './removed-table';
import type { ShownList } from './shown-list';

type MemberTabsProps = {
  list: ShownList;
  members: { rows: PackedRows<MemberRow>; page: PageInfo };
  removed: { rows: PackedRows<RemovedRow>; page: PageInfo };
  /** How many people there are to search in. */
  searchable: number;
  startWith: 'members' | 'removed';
};

export function MemberTabs({ list, members, removed, searchable, startWith }: MemberTabsProps) {
  const { locale } = useViewer();
  const gone = removed.page.total ?? 0;
  return (
    <Tabs defaultValue={startWith} className="min-w-0">
      <TabsList aria-label="People of this list" className="mb-3">
        <TabsTrigger value="members">Members</TabsTrigger>
        <TabsTrigger value="removed">
          {gone === 0 ? 'Removed' : `Removed (${formatNumber(gone, locale)})`}
        </TabsTrigger>
      </TabsList>
      <TabsContent value="members">
        <MembersTable list={list} rows={members.rows} page={members.page} searchable={searchable} />
      </TabsContent>
      <TabsContent value="removed">
        <RemovedTable list={list} rows={removed.rows} page={removed.page} />
      </TabsContent>
    </Tabs>
  );
}
