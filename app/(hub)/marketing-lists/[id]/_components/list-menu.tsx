'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLink, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import type { ListType } from '@/lib/marketing-lists/schemas';
import { archiveMarketingListAction, cloneMarketingListAction } from '../../actions';
import { UpdateDialog } from './update-dialog';

type ListMenuProps = { id: string; name: string; version: number; type: ListType; archived: boolean; connected: boolean };

export function ListMenu({ id, name, version, type, archived, connected }: ListMenuProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<'update' | 'archive' | null>(null);
  const clone = async (): Promise<void> => {
    const result = await cloneMarketingListAction({ id });
    if (!result.ok) {
      toast.bad('Not cloned', { detail: result.error.message });
      return;
    }
    toast.good('List cloned', { detail: 'Same filter and columns, connected to nothing.' });
    router.push(`/marketing-lists/${result.data.id}`);
  };
  const close = (open: boolean): void => setAsking(open ? asking : null);

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>More <ChevronDown aria-hidden /></Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {!archived && <DropdownMenuLink href={`/marketing-lists/${id}/edit`}>Edit</DropdownMenuLink>}
          {type === 'on_demand' && !archived && <DropdownMenuItem onSelect={() => setAsking('update')}>Update</DropdownMenuItem>}
          <DropdownMenuItem onSelect={() => void clone()}>Clone</DropdownMenuItem>
          {!archived && <DropdownMenuSeparator />}
          {!archived && (
            <DropdownMenuItem tone="danger" disabled={connected} hint={connected ? 'Disconnect its address book first.' : undefined} onSelect={() => setAsking('archive')}>
              Archive
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === 'update' && <UpdateDialog id={id} onOpenChange={close} />}
      <ConfirmDialog
        open={asking === 'archive'}
        onOpenChange={close}
        title={`Archive ${name}`}
        goes="The list leaves the grid and is not brought up to date any more."
        stays="Its people’s records, its history and what campaigns did with it stay."
        confirm="Archive this list"
        onConfirm={async () => {
          const result = await archiveMarketingListAction({ id, version });
          if (result.ok) {
            toast.good('List archived');
            router.push('/marketing-lists');
          }
          return result;
        }}
      />
    </>
  );
}
