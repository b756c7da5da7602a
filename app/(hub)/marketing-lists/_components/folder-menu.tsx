'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import { formatNumber } from '@/lib/format';
import type { ListFolderRow } from '@/lib/marketing-lists/schemas';
import { deleteListFolderAction, renameListFolderAction } from '../actions';

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
              : `${folder.listCount === 1 ? 'Its one list stays' : `Its ${formatNumber(folder.listCount)} lists stay`}, in no folder.`
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
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const id = useId();
  const rename = async (): Promise<void> => {
    setPending(true);
    const result = await renameListFolderAction({ id: folder.id, name }).catch(() => null);
    setPending(false);
    if (!result?.ok)
      return setFailure(
        result
          ? (result.error.fieldErrors?.name ?? result.error.message)
          : 'The server could not be reached, so the folder has its old name. Try again in a moment.',
      );
    toast.good('Folder renamed');
    onClose();
    router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename folder"
      description="Folders are the same for everyone."
      width="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            variant="primary"
            pending={pending}
            disabled={name.trim() === '' || name.trim() === folder.name}
            onClick={() => void rename()}
          >
            Rename
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && name.trim() !== folder.name) void rename();
        }}
      >
        <div>
          <label htmlFor={id} className="mb-1 block text-md font-medium">
            Name of the folder
          </label>
          <Input
            id={id}
            autoFocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {failure && (
          <Notice tone="bad" title="Not renamed.">
            {failure}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
