'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { BulkAction } from '@/components/ui/data-table';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import type {
  BulkDeleteInput,
  BulkOutcome,
  BulkOwnerInput,
  BulkTagsInput,
  BulkUndo,
  CrmEntity,
  RecordChoice,
} from '@/lib/crm/schemas';
import { formatNumber, plural } from '@/lib/format';
import type { AddChosenInput, AddedMembers, ListOption } from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import type { UndoAction } from './bulk-choice';
import { BulkDeleteDialog } from './bulk-delete-dialog';
import { addedWords, BulkListDialog } from './bulk-list-dialog';
import { BulkOwnerDialog } from './bulk-owner-dialog';
import { BulkTagsDialog } from './bulk-tags-dialog';
import { downloadChosen } from './download-chosen';
import { takeBack } from './take-back';
import { entityNouns } from '../words';

export type RecordBulkActions = {
  tags: (input: BulkTagsInput) => Promise<Result<BulkOutcome>>;
  owner: (input: BulkOwnerInput) => Promise<Result<BulkOutcome>>;
  list: (input: AddChosenInput) => Promise<Result<AddedMembers>>;
  remove: (input: BulkDeleteInput) => Promise<Result<BulkOutcome>>;
  undo: UndoAction;
};

type Asked = { what: 'tags' | 'owner' | 'list' | 'remove'; choice: RecordChoice; clear: () => void };

type Options = { entity: CrmEntity; owners: { id: string; name: string }[]; actions: RecordBulkActions };

/** What can be done with the chosen rows of a records grid: the buttons of its bar, and the dialog that one of them opened; `takeBack` undoes one. */
export function useRecordBulk({ entity, owners, actions }: Options) {
  const router = useRouter();
  const { locale } = useViewer();
  const [asked, setAsked] = useState<Asked | null>(null);
  const noun = entityNouns[entity];
  const people = (count: number): string => plural(count, noun.one, noun.many, locale);

  const undone = async (undo: BulkUndo): Promise<void> => {
    await takeBack(actions.undo, undo, {
      locale,
      done: (count) => `Taken back for ${people(count)}`,
      failed: 'Not taken back',
    });
  };
  const tell = ({ chosen, changed, undo }: BulkOutcome, words: string): void => {
    const same = chosen - changed;
    toast.good(`${people(changed)} ${words}`, {
      detail: same > 0 ? `${formatNumber(same, locale)} had it already.` : undefined,
      ...(undo ? { action: { label: 'Undo', onSelect: () => void undone(undo) } } : {}),
    });
  };
  const tellList = (added: AddedMembers, list: ListOption): void => {
    const { text, detail } = addedWords(added, entity, locale);
    toast.good(`${text} to ${list.name}`, {
      detail,
      action: { label: 'Open list', onSelect: () => router.push(`/marketing-lists/${list.id}`) },
    });
  };

  const ask =
    (what: Asked['what']): BulkAction['onSelect'] =>
    (_ids, clear, choice) =>
      setAsked({ what, choice, clear });
  const buttons: BulkAction[] = [
    { label: (_, whom) => `Tag ${whom}`, hotkey: 't', onSelect: ask('tags') },
    { label: () => 'Change owner', hotkey: 'o', onSelect: ask('owner') },
    { label: () => 'Add to a list', hotkey: 'l', onSelect: ask('list') },
    {
      label: () => 'Export CSV',
      hotkey: 'v',
      onSelect: (_ids, _clear, choice) => void downloadChosen(entity, choice),
    },
    { label: (_, whom) => `Delete ${whom}`, tone: 'danger', onSelect: ask('remove') },
  ];

  const onClose = (): void => setAsked(null);
  const onDone = (outcome: BulkOutcome, words: string): void => {
    asked?.clear();
    tell(outcome, words);
  };
  const onListed = (added: AddedMembers, list: ListOption): void => {
    asked?.clear();
    tellList(added, list);
  };
  const chosen = asked && { entity, choice: asked.choice };
  const dialog = chosen && (
    <>
      {asked.what === 'tags' && (
        <BulkTagsDialog chosen={chosen} action={actions.tags} onDone={onDone} onClose={onClose} />
      )}
      {asked.what === 'owner' && (
        <BulkOwnerDialog
          chosen={chosen}
          owners={owners}
          action={actions.owner}
          onDone={onDone}
          onClose={onClose}
        />
      )}
      {asked.what === 'list' && (
        <BulkListDialog chosen={chosen} action={actions.list} onDone={onListed} onClose={onClose} />
      )}
      {asked.what === 'remove' && (
        <BulkDeleteDialog chosen={chosen} action={actions.remove} onDone={onDone} onClose={onClose} />
      )}
    </>
  );
  return { buttons, dialog, takeBack: undone };
}
