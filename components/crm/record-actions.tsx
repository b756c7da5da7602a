'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { Button, LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import { entityLabels, type RecordView } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { ConsentDialog } from './consent-dialog';
import { entityNouns } from './words';

type RecordActionsProps = {
  record: RecordView;
  /** How many lists the person is in. */
  listCount: number;
  consentAction: (input: { recordId: string; state: 'given' | 'withdrawn'; text?: string }) => Promise<Result<unknown>>;
  deleteAction: (input: { id: string }) => Promise<Result<unknown>>;
};

export function RecordActions({ record, listCount, consentAction, deleteAction }: RecordActionsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<'optOut' | 'consent' | 'delete' | null>(null);
  const path = entityLabels[record.entity].path;
  const noun = entityNouns[record.entity].one;
  const close = (open: boolean) => !open && setAsked(null);
  const inLists = listCount === 0 ? 'It is in no list' : listCount === 1 ? 'It leaves 1 list' : `It leaves ${listCount} lists`;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            More <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {record.consent !== 'withdrawn' && <DropdownMenuItem onSelect={() => setAsked('optOut')}>Opted out of mail</DropdownMenuItem>}
          <DropdownMenuItem onSelect={() => setAsked('consent')}>Record a consent</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setAsked('delete')}>
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <LinkButton variant="primary" href={`${path}/${record.id}/edit`} hotkey="e">
        Edit
      </LinkButton>
      <ConfirmDialog
        open={asked === 'optOut'}
        onOpenChange={close}
        title={`${record.name} opted out of mail`}
        goes="Recorded here at once. At the next wave it goes to Dotdigital as an unsubscribe, before anything else is sent."
        stays="The record, its lists and its history stay. Only a new consent, with its words, makes this person mailable again."
        confirm="Record the opt-out"
        onConfirm={async () => {
          const result = await consentAction({ recordId: record.id, state: 'withdrawn' });
          if (result.ok) {
            toast.good('Opt-out recorded', { detail: record.name });
            router.refresh();
          }
          return result;
        }}
      />
      <ConsentDialog record={record} open={asked === 'consent'} onOpenChange={close} consentAction={consentAction} />
      <ConfirmDialog
        open={asked === 'delete'}
        onOpenChange={close}
        title={`Delete ${record.name}`}
        goes={`This ${noun} goes from every grid. ${inLists}, and at the next wave it is taken out of the address books that Dotbridge put it in.`}
        stays="Campaign results and the history of what was sent stay. Nobody is unsubscribed by this."
        confirm={`Delete this ${noun}`}
        onConfirm={async () => {
          const result = await deleteAction({ id: record.id });
          if (result.ok) {
            toast.good(`${record.name} deleted`);
            router.push(path);
          }
          return result;
        }}
      />
    </>
  );
}
