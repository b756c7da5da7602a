'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';

import { Button, LinkButton } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { DialogButtons } from '@/components/ui/dialog-parts';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { ConnectListInput } from '@/lib/connections/schemas';
import type { RequestedRun } from '@/lib/export/schemas';
import type { Result } from '@/lib/result';

import { BookField, bookInput, isBookChosen, VisibilityField, type BookChoice } from './book-field';
import { ConnectPreview, usePreview } from './connect-preview';

type ConnectDialogProps = {
  list: { id: string; name: string };
  /** Active ones only. */
  integrations: { id: string; name: string }[];
  connect: (input: ConnectListInput) => Promise<Result<RequestedRun>>;
  /** Connected elsewhere already: the button steps back. */
  secondary?: boolean;
};

/** Chooses integration and book, shows what the first sync would do, and connects. */
export function ConnectDialog({ list, integrations, connect, secondary }: ConnectDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={secondary ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        Connect to Dotdigital
      </Button>
      {open &&
        (integrations.length > 0 ? (
          <ConnectForm list={list} integrations={integrations} connect={connect} onOpenChange={setOpen} />
        ) : (
          <NoIntegration onOpenChange={setOpen} />
        ))}
    </>
  );
}

function NoIntegration({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="sm"
      title="Connect to Dotdigital"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <LinkButton variant="primary" href="/integrations/new">
            Create Integration
          </LinkButton>
        </>
      }
    >
      <p>
        There is no active Dotdigital account to connect to. An admin creates the integration first; it takes
        an API user and its password.
      </p>
    </Dialog>
  );
}

function ConnectForm({
  list,
  integrations,
  connect,
  onOpenChange,
}: ConnectDialogProps & { onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const integrationFieldId = useId();
  const [integrationId, setIntegrationId] = useState(
    integrations.length === 1 ? (integrations[0]?.id ?? '') : '',
  );
  const [book, setBook] = useState<BookChoice>({
    mode: 'new',
    name: list.name.slice(0, 128),
    visibility: 'Private',
    addressBookId: null,
  });
  const [takeOver, setTakeOver] = useState(false);
  const chosen = integrationId !== '' && isBookChosen(book);
  const addressBookId = book.mode === 'existing' ? book.addressBookId : null;
  const target = { listId: list.id, integrationId, addressBookId, takeOver };
  const preview = usePreview(target, chosen);

  const { pending, failure, run } = useDialogAction({
    action: () => connect({ listId: list.id, integrationId, ...bookInput(book), takeOver }),
    onDone: ({ runId }) => {
      toast.good('Connected', {
        detail: 'The first sync is under way.',
        action: { label: 'Watch it', onSelect: () => router.push(`/sync-runs/${runId}`) },
      });
      onOpenChange(false);
      router.refresh();
    },
    unreachable: 'The server could not be reached, so nothing was connected. Try again in a moment.',
  });

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Connect to Dotdigital"
      footer={
        <DialogButtons pending={pending} disabled={!chosen || preview.isError} onClick={() => void run()}>
          Connect
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <div className="grid items-start gap-x-3 gap-y-2.5 sm:grid-cols-2">
          <div>
            <label htmlFor={integrationFieldId} className="mb-[5px] block text-md font-medium">
              Integration
            </label>
            <Select
              id={integrationFieldId}
              value={integrationId}
              {...(integrations.length > 1 ? { placeholder: 'Choose an integration' } : {})}
              options={integrations.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => {
                setIntegrationId(event.target.value);
                setBook({ ...book, addressBookId: null });
              }}
            />
          </div>
          {book.mode === 'new' && (
            <div className="sm:col-start-1 sm:row-start-2">
              <VisibilityField
                value={book.visibility}
                onChange={(visibility) => setBook({ ...book, visibility })}
              />
            </div>
          )}
          <BookField
            integrationId={integrationId}
            value={book}
            onChange={setBook}
            error={
              failure?.fieldErrors?.addressBookId ??
              failure?.fieldErrors?.name ??
              failure?.fieldErrors?.['newBook.name']
            }
          />
        </div>
        <ConnectPreview
          target={target}
          preview={preview.data}
          error={preview.error}
          missing={chosen ? null : 'Choose an integration and a book to see what the first sync would do.'}
          takeOver={takeOver}
          onTakeOver={setTakeOver}
        />
        {failure && (
          <Notice tone="bad" title="Not connected.">
            {failure.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
