'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { ask } from '@/components/ui/ask';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { agree, formatNumber } from '@/lib/format';
import type { ListFolder, ListFolderRow } from '@/lib/marketing-lists/schemas';
import { createListFolderAction, moveToFolderAction } from '../actions';
import { FolderName } from './folder-name';

type FolderDialogProps = { listIds: string[]; current?: ListFolder | null; onClose: (done: boolean) => void };

/** Puts lists in a folder that is there, in a new one, or in none. */
export function FolderDialog({ listIds, current = null, onClose }: FolderDialogProps) {
  const router = useRouter();
  const cache = useQueryClient();
  const present = { folderId: current?.id ?? null, name: '' };
  const [asked, setAsked] = useState(present);
  const { folderId, name } = asked;
  const id = useId();
  const { data = [] } = useQuery({
    queryKey: ['list-folders'],
    queryFn: ({ signal }) =>
      ask<ListFolderRow[]>('/api/marketing-lists/folders', signal, 'The folders could not be read.'),
    staleTime: 0,
  });

  const move = async () => {
    const made = name.trim() ? await createListFolderAction({ name }) : null;
    if (made && !made.ok) return made;
    return moveToFolderAction({ listIds, folderId: made ? made.data.id : folderId });
  };
  const { pending, failure, run, draft } = useDialogAction({
    draft: { form: `Folder of ${listIds.join()}`, base: present, values: asked, put: setAsked },
    action: () => move().finally(() => cache.invalidateQueries({ queryKey: ['list-folders'] })),
    onDone: ({ kept }) => {
      const moved = listIds.length - kept;
      toast.good(agree(moved, 'List moved', `${formatNumber(moved)} lists moved`), {
        detail:
          kept > 0
            ? `${formatNumber(kept)} ${agree(kept, 'belongs to somebody else and stays where it is', 'belong to somebody else and stay where they are')}.`
            : undefined,
      });
      onClose(true);
      router.refresh();
    },
    unreachable: 'The server could not be reached, so nothing was moved. Try again in a moment.',
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={agree(
        listIds.length,
        'Move to folder',
        `Move ${formatNumber(listIds.length)} lists to a folder`,
      )}
      description="Folders are the same for everyone."
      width="sm"
      footer={
        <DialogButtons pending={pending} onClick={() => void run()}>
          Move
        </DialogButtons>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <div>
          <span id={`${id}-folder`} className="mb-1 block text-md font-medium">
            Folder
          </span>
          <Combobox
            aria-labelledby={`${id}-folder`}
            value={folderId}
            onChange={(chosen) => setAsked({ ...asked, folderId: chosen })}
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
        <FolderName
          label="Or a new one called"
          value={name}
          onChange={(typed) => setAsked({ ...asked, name: typed })}
        />
        <DialogFailure title="Not moved." failure={failure} />
      </div>
    </Dialog>
  );
}
