'use client';

import { useId, useState } from 'react';

import { Combobox } from '@/components/ui/combobox';
import type { Option } from '@/components/ui/select';
import type { BulkOutcome, BulkTagsInput } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { tagOptions } from '../tag-options';
import { type BulkChoice, useBulkPreview } from './bulk-choice';
import { BulkDialog } from './bulk-dialog';

type BulkTagsDialogProps = {
  chosen: BulkChoice;
  action: (input: BulkTagsInput) => Promise<Result<BulkOutcome>>;
  onDone: (outcome: BulkOutcome, words: string) => void;
  onClose: () => void;
};

/** What was typed stands first, as a tag to make, unless it is one. */
async function tagsOrNew(search: string): Promise<Option[]> {
  const found = await tagOptions(search);
  const typed = search.trim();
  const known =
    typed === '' ||
    typed.includes(',') ||
    typed.length > 60 ||
    found.some(({ value }) => value.toLowerCase() === typed.toLowerCase());
  return known ? found : [{ value: typed, label: typed, hint: 'new tag' }, ...found];
}

export function BulkTagsDialog({ chosen, action, onDone, onClose }: BulkTagsDialogProps) {
  const preview = useBulkPreview(chosen);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const id = useId();
  return (
    <BulkDialog
      entity={chosen.entity}
      preview={preview}
      verb="Tag"
      doing="Tagging"
      missing={add.length + remove.length > 0 ? null : 'Choose a tag first.'}
      run={(expected) => action({ ...chosen, expected, add, remove })}
      onDone={(outcome) => onDone(outcome, 'tagged')}
      onClose={onClose}
    >
      <div>
        <span id={`${id}-add`} className="mb-1 block text-md font-medium">
          Add tags
        </span>
        <Combobox
          aria-labelledby={`${id}-add`}
          multiple
          value={add}
          onChange={setAdd}
          load={tagsOrNew}
          placeholder="None"
          searchPlaceholder="Find a tag, or type a new one"
          emptyText="Type the name of a new tag"
        />
      </div>
      <div>
        <span id={`${id}-remove`} className="mb-1 block text-md font-medium">
          Remove tags
        </span>
        <Combobox
          aria-labelledby={`${id}-remove`}
          multiple
          value={remove}
          onChange={setRemove}
          load={tagOptions}
          placeholder="None"
          searchPlaceholder="Find a tag"
          emptyText="No tag has this name"
        />
      </div>
    </BulkDialog>
  );
}
