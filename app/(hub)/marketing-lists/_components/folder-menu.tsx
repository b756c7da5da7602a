'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { agree, formatNumber } from '@/lib/format';
import type { ListFolderRow } from '@/lib/marketing-lists/schemas';
import { deleteListFolderAction, renameListFolderAction } from '../actions';
import { FolderName } from './folder-name';

/** What can be done with the folder that is looked at. */
export function FolderMenu({ folder }: { folder: ListFolderRow }) {
  const router = useRouter();
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" variant="quiet" aria-label={`Folder ${folder.name}`}>
            Folder <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setAsking('rename')}>Rename folder</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setAsking('delete')}>
            Delete folder
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === 'rename' && <RenameDialog folder={folder} onClose={close} />}
      {asking === 'delete' && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Delete the folder ${folder.name}`}
          goes="The folder goes, for everyone."
          stays={
            folder.listCount === 0
              ? 'There is no list in it.'
              : `${agree(folder.listCount, 'Its one list stays', `Its ${formatNumber(folder.listCount)} lists stay`)}, in no folder.`
          }
          confirm="Delete this folder"
          onConfirm={async () => {
            const result = await deleteListFolderAction({ id: folder.id });
            if (result.ok) {
              toast.good('Folder deleted');
              router.push('/marketing-lists');
              router.refresh();
            }
            return result;
          }}
        />
      )}
    </>
  );
}

function RenameDialog({ folder, onClose }: { folder: ListFolderRow; onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(folder.name);
  const ready = name.trim() !== '' && name.trim() !== folder.name;
  const { pending, failure, run, draft } = useDialogAction({
    draft: {
      form: `Name of folder ${folder.id}`,
      base: { name: folder.name },
      values: { name },
      put: (typed) => setName(typed.name),
    },
    action: () => renameListFolderAction({ id: folder.id, name }),
    onDone: () => {
      toast.good('Folder renamed');
      onClose();
      router.refresh();
    },
    unreachable: 'The server could not be reached, so the folder has its old name. Try again in a moment.',
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename folder"
      description="Folders are the same for everyone."
      width="sm"
      footer={
        <DialogButtons
          pending={pending}
          why={name.trim() === '' ? 'It needs a name.' : ready ? null : 'It is called so already.'}
          onClick={() => void run()}
        >
          Rename
        </DialogButtons>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void run();
        }}
      >
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <FolderName label="Name of the folder" autoFocus value={name} onChange={setName} />
        <DialogFailure title="Not renamed." failure={failure} />
      </form>
    </Dialog>
  );
}
