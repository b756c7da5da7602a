'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';

import { DraftNotice } from '@/components/forms';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import {
  channelWords,
  resubscribeChoices,
  strangerChoices,
  whoLeftChoices,
  type ConnectionOptions,
  type ConnectionView,
  type NewcomerChoice,
  type UpdateConnectionInput,
} from '@/lib/connections/schemas';
import type { Result } from '@/lib/result';

import { BookField, bookInput, bookMissing, VisibilityField, type BookChoice } from './book-field';
import { ConnectPreview, usePreview } from './connect-preview';
import { ChoiceField } from './choice-field';
import { MirrorPreview } from './mirror-preview';
import { NewcomerFields } from './newcomer-fields';
import { useBookName } from './use-book-name';

type ConnectionSettingsProps = {
  connection: ConnectionView;
  update: (input: UpdateConnectionInput) => Promise<Result<{ id: string }>>;
  onOpenChange: (open: boolean) => void;
};

/** The book, the removal guard, and what becomes of people who left, unsubscribed or were found there. Another book frees the present one, whose people stay. */
export function ConnectionSettings({ connection, update, onOpenChange }: ConnectionSettingsProps) {
  const router = useRouter();
  const present = { id: connection.addressBook.id, name: connection.addressBook.name };
  const { channel } = connection;
  const { whoLeft, resubscribe, strangers, backFill, newcomers: way } = connection.options;
  const asNow: { book: BookChoice; guard: Guard; choices: Choices; newcomers: Newcomers } = {
    book: { mode: 'existing', name: '', visibility: 'Private', addressBookId: present.id },
    guard: {
      percent: String(connection.options.guardPercent),
      people: String(connection.options.guardPeople),
    },
    choices: { whoLeft, resubscribe, strangers, backFill },
    newcomers: { way, perHour: String(connection.options.newcomersPerHour) },
  };
  const [asked, setAsked] = useState(asNow);
  const { book, guard, choices, newcomers } = asked;
  const choose = (chosen: Partial<Choices>): void =>
    setAsked({ ...asked, choices: { ...choices, ...chosen } });
  const mirrors = choices.strangers === 'mirror' && strangers !== 'mirror';
  const [mirrorSeen, setMirrorSeen] = useState(false);
  const setBook = (chosen: BookChoice): void => setAsked({ ...asked, book: chosen });
  const [takeOver, setTakeOver] = useState(false);
  const moves = book.mode === 'new' || book.addressBookId !== present.id;
  const missing = bookMissing(book);
  const ready = missing === null;
  const named = useBookName(connection.integration.id, book);
  const target = {
    listId: connection.listId,
    integrationId: connection.integration.id,
    addressBookId: book.mode === 'existing' ? book.addressBookId : null,
    channel,
    takeOver,
  };
  const preview = usePreview(target, moves && ready);

  const { pending, failure, run, draft } = useDialogAction({
    draft: {
      form: `Connection ${connection.id}`,
      version: connection.version,
      base: asNow,
      values: asked,
      put: setAsked,
    },
    of: { book, takeOver, guard, choices, newcomers },
    action: () =>
      update({
        id: connection.id,
        version: connection.version,
        ...bookInput(book),
        takeOver,
        options: {
          ...choices,
          guardPercent: typedNumber(guard.percent),
          guardPeople: typedNumber(guard.people),
          newcomers: newcomers.way,
          newcomersPerHour: typedNumber(newcomers.perHour),
        },
      }),
    onDone: () => {
      toast.good('Settings saved', moves ? { detail: `Everyone in ${present.name} stays there.` } : {});
      onOpenChange(false);
      router.refresh();
    },
    unreachable: 'The server could not be reached, so nothing was saved. Try again in a moment.',
  });
  const wrong = failure?.fieldErrors;
  const bookError = wrong?.addressBookId ?? wrong?.name ?? wrong?.['newBook.name'];
  const guardErrors = { percent: wrong?.['options.guardPercent'], people: wrong?.['options.guardPeople'] };
  const perHourError = wrong?.['options.newcomersPerHour'];
  const isTold = [bookError, guardErrors.percent, guardErrors.people, perHourError].some(Boolean);
  const why =
    missing ??
    (named.problem
      ? 'The name of the book is taken.'
      : moves && preview.isError
        ? 'The first sync could not be worked out.'
        : mirrors && !mirrorSeen
          ? 'Look at whom mirroring takes out, and confirm it.'
          : null);

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Connection Settings"
      description={`Integration ${connection.integration.name}, channel ${channelWords[channel]}`}
      footer={
        <DialogButtons pending={pending} why={why} onClick={() => void run()}>
          {moves ? 'Save and move' : 'Save'}
        </DialogButtons>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <BookField
          integrationId={connection.integration.id}
          channel={channel}
          value={book}
          onChange={setBook}
          present={present}
          error={named.problem ?? bookError}
        />
        {book.mode === 'new' && (
          <VisibilityField
            value={book.visibility}
            onChange={(visibility) => setBook({ ...book, visibility })}
          />
        )}
        {moves && (
          <Notice tone="info" title={`${present.name} becomes free.`}>
            Its people stay in it, and nobody is added or taken out there any more.
          </Notice>
        )}
        {moves && (
          <ConnectPreview
            target={target}
            preview={preview.data}
            error={preview.error}
            missing={ready ? null : 'Choose a book to see what the first sync would do.'}
            takeOver={takeOver}
            onTakeOver={setTakeOver}
          />
        )}
        <GuardFields
          guard={guard}
          errors={guardErrors}
          onChange={(typed) => setAsked({ ...asked, guard: typed })}
        />
        <ChoiceField
          label="Whoever is taken off or deleted at Dotdigital"
          choices={whoLeftChoices}
          value={choices.whoLeft}
          onChange={(whoLeft) => choose({ whoLeft })}
        />
        {channel === 'sms' && (
          <p className="text-ink-3">
            By mobile number nobody is asked back, people found only in the address book are left alone, and
            newcomers go in the file.
          </p>
        )}
        {channel === 'email' && (
          <ChoiceField
            label="Whoever unsubscribed is asked back"
            hint="Dotdigital asks them by mail where it wants to be sure. Complaints, bounces and opt-outs are never asked."
            choices={resubscribeChoices}
            value={choices.resubscribe}
            onChange={(resubscribe) => choose({ resubscribe })}
          />
        )}
        {channel === 'email' && (
          <ChoiceField
            label="People found only in the address book"
            choices={strangerChoices}
            value={choices.strangers}
            onChange={(strangers) => choose({ strangers })}
          />
        )}
        {mirrors && (
          <MirrorPreview
            target={{ ...target, strangers: 'mirror' }}
            ready={ready}
            confirmed={mirrorSeen}
            onConfirm={setMirrorSeen}
          />
        )}
        {channel === 'email' && (
          <NewcomerFields
            newcomers={newcomers}
            error={perHourError}
            onChange={(typed) => setAsked({ ...asked, newcomers: typed })}
          />
        )}
        <label className="flex items-center gap-2">
          <Checkbox checked={!choices.backFill} onCheckedChange={(next) => choose({ backFill: !next })} />
          Only from now on: whoever was on the list before the connection began is not sent
        </label>
        <DialogFailure title="Not saved." failure={isTold ? null : failure} />
      </div>
    </Dialog>
  );
}

type Choices = Pick<ConnectionOptions, 'whoLeft' | 'resubscribe' | 'strangers' | 'backFill'>;
type Guard = { percent: string; people: string };
type Newcomers = { way: NewcomerChoice; perHour: string };

/** An empty field is no number, and so refused: 0 would hold every run. */
const typedNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

type GuardFieldsProps = {
  guard: Guard;
  errors: Partial<Guard>;
  onChange: (guard: Guard) => void;
};

function GuardFields({ guard, errors, onChange }: GuardFieldsProps) {
  const id = useId();
  const error = errors.percent ? `Percent: ${errors.percent}` : errors.people && `People: ${errors.people}`;
  const toldBy = (wrong: string | undefined) => ({
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': wrong && `${id}-error`,
  });
  return (
    <fieldset>
      <legend className="mb-[5px] text-md font-medium">Removal guard</legend>
      <div className="flex flex-wrap items-center gap-2">
        <span>Hold a run that would, within a day, take out more than</span>
        <Input
          aria-label="Percent of the book"
          id={`${id}-percent`}
          {...toldBy(errors.percent)}
          inputMode="numeric"
          className="w-16 text-right"
          value={guard.percent}
          onChange={(event) => onChange({ ...guard, percent: event.target.value })}
        />
        <span>% of the book and more than</span>
        <Input
          aria-label="People"
          id={`${id}-people`}
          {...toldBy(errors.people)}
          inputMode="numeric"
          className="w-20 text-right"
          value={guard.people}
          onChange={(event) => onChange({ ...guard, people: event.target.value })}
        />
        <span>people.</span>
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
      <p className="mt-1 text-sm text-ink-3">
        It waits until someone approves exactly that plan. A number that is the settings’ goes with them.
      </p>
    </fieldset>
  );
}
