'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { getAnswer } from '@/components/marketing-lists/post-question';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import { formatNumber } from '@/lib/format';
import type { ListFolder, ListFolderRow } from '@/lib/marketing-lists/schemas';
import { createListFolderAction, moveToFolderAction } from '../actions';

type FolderDialogProps = { listIds: string[]; current?: ListFolder | null; onClose: (done: boolean) => void };

/** Puts lists in a folder that is there, in a new one, or in none. */
export function FolderDialog({ listIds, current = null, onClose }: FolderDialogProps) {
  const router = useRouter();
  const cache = useQueryClient();
  const [folderId, setFolderId] = useState<string | null>(current?.id ?? null);
  const [name, setName] = useState('');
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const id = useId();
  const { data = [] } = useQuery({
    queryKey: ['list-folders'],
    queryFn: ({ signal }) =>
      getAnswer<ListFolderRow[]>('/api/marketing-lists/folders', signal, 'The folders could not be read.'),
    staleTime: 0,
  });

  const move = async (): Promise<void> => {
    setPending(true);
    const made = name.trim() ? await createListFolderAction({ name }).catch(() => null) : undefined;
    const into = made?.ok ? made.data.id : folderId;
    const result =
      made === undefined || made?.ok
        ? await moveToFolderAction({ listIds, folderId: into }).catch(() => null)
        : made;
    setPending(false);
    await cache.invalidateQueries({ queryKey: ['list-folders'] });
    if (!result?.ok)
      return setFailure(
        result
          ? (result.error.fieldErrors?.name ?? result.error.message)
          : 'The server could not be reached, so nothing was moved. Try again in a moment.',
      );
    const kept = 'kept' in result.data ? result.data.kept : 0;
    toast.good(listIds.length === 1 ? 'List moved' : `${formatNumber(listIds.length - kept)} lists moved`, {
      detail: kept > 0 ? `${formatNumber(kept)} belong to somebody else and stay where they are.` : undefined,
    });
    onClose(true);
    router.refresh();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={
        listIds.length === 1 ? 'Move to folder' : `Move ${formatNumber(listIds.length)} lists to a folder`
      }
      description="Folders are the same for everyone."
      width="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={() => void move()}>
            Move
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div>
          <span id={`${id}-folder`} className="mb-1 block text-md font-medium">
            Folder
          </span>
          <Combobox
            aria-labelledby={`${id}-folder`}
            value={folderId}
            onChange={setFolderId}
            clearable
            placeholder="None"
            emptyText="There is no folder yet"
            disabled={name.trim() !== ''}
            options={data.map((one) => ({
              value: one.id,
              label: one.name,
              hint: formatNumber(one.listCount),
            }))}
          />
        </div>
        <div>
          <label htmlFor={`${id}-name`} className="mb-1 block text-md font-medium">
            Or a new one called
          </label>
          <Input
            id={`${id}-name`}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {failure && (
          <Notice tone="bad" title="Not moved.">
            {failure}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
