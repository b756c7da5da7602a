'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AuditItem } from '@/components/audit/audit-link';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLink,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu';
import { MoreTrigger } from '@/components/ui/more-trigger';
import { toast } from '@/components/ui/toaster';
import type { MarketingListView } from '@/lib/marketing-lists/schemas';
import { cloneMarketingListAction, markFavouriteAction, restoreMarketingListAction } from '../../actions';
import { FolderDialog } from '../../_components/folder-dialog';
import { ArchiveDialog } from './archive-dialog';
import { CompareDialog } from './compare-dialog';

type ListMenuProps = {
  list: Pick<
    MarketingListView,
    'id' | 'name' | 'version' | 'type' | 'entity' | 'archivedAt' | 'canChange' | 'favourite' | 'folder'
  >;
};

export function ListMenu({ list }: ListMenuProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<'archive' | 'compare' | 'folder' | null>(null);
  const { id, canChange, favourite } = list;
  const archived = list.archivedAt !== null;
  const close = (): void => setAsking(null);

  const clone = async (): Promise<void> => {
    const result = await cloneMarketingListAction({ id });
    if (!result.ok) {
      toast.bad('Not cloned', { detail: result.error.message });
      return;
    }
    toast.good('List cloned', {
      detail:
        list.type === 'manual'
          ? 'Same people and columns, connected to nothing.'
          : 'Same filter and columns, connected to nothing.',
    });
    router.push(`/marketing-lists/${result.data.id}`);
  };
  const mark = async (): Promise<void> => {
    const result = await markFavouriteAction({ listId: id, favourite: !favourite });
    if (result.ok)
      toast.good(favourite ? 'Not a favourite any more' : 'Marked as a favourite', {
        detail: favourite ? undefined : 'It stands under Favourites in the grid.',
      });
    else toast.bad('Nothing has changed', { detail: result.error.message });
    router.refresh();
  };
  const restore = async (): Promise<void> => {
    const result = await restoreMarketingListAction({ id, version: list.version });
    if (result.ok) toast.good('List restored', { detail: 'It is brought up to date again.' });
    else toast.bad('Not restored', { detail: result.error.message });
    router.refresh();
  };

  return (
    <>
      <DropdownMenu>
        <MoreTrigger />
        <DropdownMenuContent align="end">
          {!archived && canChange && (
            <DropdownMenuLink href={`/marketing-lists/${id}/edit`}>Edit</DropdownMenuLink>
          )}
          <DropdownMenuItem onSelect={() => void clone()}>Clone</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking('compare')}>Overlap with another list</DropdownMenuItem>
          <AuditItem subject="marketing_list" id={id} />
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void mark()}>
            {favourite ? 'Not a favourite any more' : 'Mark as favourite'}
          </DropdownMenuItem>
          {canChange && (
            <DropdownMenuItem onSelect={() => setAsking('folder')}>Move to folder</DropdownMenuItem>
          )}
          {canChange && <DropdownMenuSeparator />}
          {canChange && archived && (
            <DropdownMenuItem onSelect={() => void restore()}>Restore</DropdownMenuItem>
          )}
          {canChange && !archived && (
            <DropdownMenuItem tone="danger" onSelect={() => setAsking('archive')}>
              Archive
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === 'archive' && <ArchiveDialog list={list} onClose={close} />}
      {asking === 'compare' && <CompareDialog list={list} onClose={close} />}
      {asking === 'folder' && <FolderDialog listIds={[id]} current={list.folder} onClose={close} />}
    </>
  );
}
