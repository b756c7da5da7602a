'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ask } from '@/components/ui/ask';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { undoBy } from '@/components/ui/undo-by';
import type { ListUses } from '@/lib/marketing-lists/schemas';
import { archiveMarketingListAction, restoreMarketingListAction } from '../../actions';
import { PageLink } from '@/components/ui/page-link';

type ArchiveDialogProps = { list: { id: string; name: string; version: number }; onClose: () => void };

/** What would break is named first; nothing that something builds on can be put away. */
export function ArchiveDialog({ list: { id, name, version }, onClose }: ArchiveDialogProps) {
  const router = useRouter();
  const { data: uses } = useQuery({
    queryKey: ['list-uses', id],
    queryFn: ({ signal }) =>
      ask<ListUses>(`/api/marketing-lists/${id}/uses`, signal, 'What uses this list could not be read.'),
    staleTime: 0,
    gcTime: 0,
  });
  const lists = (uses?.lists ?? []).filter(({ archived }) => !archived);
  if (uses && uses.connections.length + lists.length + uses.otherListCount > 0) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`${name} is in use`}
        description="It can be archived once nothing builds on it any more."
        width="sm"
        footer={
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
        }
      >
        <ul className="grid list-disc gap-1.5 pl-5">
          {uses.connections.map((one) => (
            <li key={one.id}>
              It feeds the address book <b className="font-medium">{one.book}</b>. Choose Disconnect in the
              Dotdigital menu; everyone stays in the book.
            </li>
          ))}
          {lists.map((one) => (
            <li key={one.id}>
              <PageLink className="prose-link" href={`/marketing-lists/${one.id}/edit`}>
                {one.name}
              </PageLink>{' '}
              asks in its filter who is on it: without this list that filter could not be read, and what it
              feeds would wait.
            </li>
          ))}
          {uses.otherListCount > 0 && (
            <li>{uses.otherListCount} more lists that only their owners see ask for it.</li>
          )}
        </ul>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive ${name}`}
      goes="The list leaves the grid and is not brought up to date any more."
      stays="Its people’s records, its history and what campaigns did with it stay. Restore brings it back."
      confirm="Archive this list"
      onConfirm={async () => {
        const result = await archiveMarketingListAction({ id, version });
        if (result.ok) {
          toast.good('List archived', {
            undo: undoBy({
              action: () => restoreMarketingListAction({ id, version: version + 1 }),
              done: 'List restored',
              failed: 'Not restored',
              then: () => router.refresh(),
            }),
          });
          router.push('/marketing-lists');
        }
        return result;
      }}
    />
  );
}
