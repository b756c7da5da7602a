'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useId, useState } from 'react';

import { DraftNotice } from '@/components/forms';
import { Button, LinkButton } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Select } from '@/components/ui/select';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { Channel, ConnectTarget } from '@/lib/connections/schemas';

import {
  BookField,
  bookInput,
  bookMissing,
  nameOfBook,
  VisibilityField,
  type BookChoice,
} from './book-field';
import { ChannelField } from './channel-field';
import { ConnectPreview, usePreview } from './connect-preview';
import { StartFields } from './start-fields';
import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

import { useBookName } from './use-book-name';

type ConnectDialogProps = {
  list: { id: string; name: string };
  /** Active ones only. */
  integrations: ConnectTarget[];
  actions: ConnectionActions;
  /** Connected elsewhere already: the button steps back. */
  secondary?: boolean;
};

/** Chooses integration and book, shows what the first sync would do, and connects. */
export function ConnectDialog({ list, integrations, actions, secondary }: ConnectDialogProps) {
  // `?connect` in the address: who comes for this needn't press the button.
  const [open, setOpen] = useState(useSearchParams()?.has('connect') ?? false);
  return (
    <>
      <Button variant={secondary ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        Connect to Dotdigital
      </Button>
      {open &&
        (integrations.length > 0 ? (
          <ConnectForm list={list} integrations={integrations} actions={actions} onOpenChange={setOpen} />
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

type Target = {
  integrationId: string;
  channel: Channel;
  book: BookChoice;
  shadow: boolean;
  backFill: boolean;
};

function ConnectForm({
  list,
  integrations,
  actions,
  onOpenChange,
}: ConnectDialogProps & { onOpenChange: (open: boolean) => void }) {
  const client = useQueryClient();
  const { connect } = useConnectionActions(list.id, actions);
  const integrationFieldId = useId();
  const proposed: Target = {
    integrationId: integrations.length === 1 ? (integrations[0]?.id ?? '') : '',
    channel: 'email',
    book: { mode: 'new', name: list.name, visibility: 'Private', addressBookId: null },
    shadow: false,
    backFill: true,
  };
  const [asked, setAsked] = useState(proposed);
  const { integrationId, book, shadow, backFill } = asked;
  const integration = integrations.find(({ id }) => id === integrationId);
  const channel: Channel = integration?.whyNoNumbers === null ? asked.channel : 'email';
  const setBook = (chosen: BookChoice): void => setAsked({ ...asked, book: chosen });
  const [takeOver, setTakeOver] = useState(false);
  const missing = integrationId === '' ? 'Choose an integration first.' : bookMissing(book);
  const chosen = missing === null;
  const named = useBookName(integrationId, book);
  const addressBookId = book.mode === 'existing' ? book.addressBookId : null;
  const target = { listId: list.id, integrationId, addressBookId, channel, takeOver, backFill };
  const preview = usePreview(target, chosen);

  const { pending, failure, run, draft } = useDialogAction({
    draft: { form: 'Connection', base: proposed, values: asked, put: setAsked },
    of: { integrationId, channel, book, takeOver, shadow, backFill },
    action: () =>
      connect(
        {
          listId: list.id,
          integrationId,
          channel,
          ...bookInput(book),
          takeOver,
          shadow,
          options: { backFill },
        },
        {
          integration: integration ?? { id: integrationId, name: '' },
          book: { name: nameOfBook(client, integrationId, book), visibility: book.visibility },
        },
      ),
    onDone: () => onOpenChange(false),
    unreachable: 'The server could not be reached, so nothing was connected. Try again in a moment.',
  });
  const fieldError =
    failure?.fieldErrors?.addressBookId ??
    failure?.fieldErrors?.name ??
    failure?.fieldErrors?.['newBook.name'];
  const why =
    missing ??
    (named.problem
      ? 'The name of the book is taken.'
      : preview.isError
        ? 'The first sync could not be worked out.'
        : null);

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Connect to Dotdigital"
      footer={
        <DialogButtons pending={pending} why={why} onClick={() => void run()}>
          Connect
        </DialogButtons>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
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
              onChange={(event) =>
                setAsked({
                  ...asked,
                  integrationId: event.target.value,
                  book: { ...book, addressBookId: null },
                })
              }
            />
          </div>
          <ChannelField
            value={channel}
            whyNoNumbers={integration?.whyNoNumbers}
            onChange={(chosen) =>
              setAsked({ ...asked, channel: chosen, book: { ...book, addressBookId: null } })
            }
          />
          <BookField
            integrationId={integrationId}
            channel={channel}
            value={book}
            onChange={setBook}
            error={named.problem ?? fieldError}
          />
          {book.mode === 'new' && (
            <VisibilityField
              value={book.visibility}
              onChange={(visibility) => setBook({ ...book, visibility })}
            />
          )}
        </div>
        <StartFields
          shadow={shadow}
          backFill={backFill}
          onChange={(chosen) => setAsked({ ...asked, ...chosen })}
        />
        <ConnectPreview
          target={target}
          preview={preview.data}
          error={preview.error}
          missing={chosen ? null : 'Choose an integration and a book to see what the first sync would do.'}
          takeOver={takeOver}
          onTakeOver={setTakeOver}
        />
        <DialogFailure title="Not connected." failure={fieldError ? null : failure} />
      </div>
    </Dialog>
  );
}
