'use client';

import { useId, useState } from 'react';

import { DraftNotice } from '@/components/forms';
import { CountedInput } from '@/components/ui/counted-input';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { Result } from '@/lib/result';

type ViewNameDialogProps<Data> = {
  title: string;
  name?: string;
  hint?: string;
  save: (name: string) => Promise<Result<Data>>;
  onSaved: (data: Data) => void;
  onClose: () => void;
};

/** Asks for a name, and says under the field why it can't be had. */
export function ViewNameDialog<Data>({
  title,
  name: before = '',
  hint,
  save,
  onSaved,
  onClose,
}: ViewNameDialogProps<Data>) {
  const [name, setName] = useState(before);
  const id = useId();

  const { pending, failure, run, draft } = useDialogAction({
    draft: {
      form: title,
      base: { name: before },
      values: { name },
      put: (typed) => setName(typed.name),
    },
    action: () => save(name),
    onDone: (data) => {
      onSaved(data);
      onClose();
    },
  });
  const problem = failure && (failure.fieldErrors?.name ?? failure.message);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      width="sm"
      footer={
        <DialogButtons
          type="submit"
          form={id}
          pending={pending}
          why={name.trim() === '' ? 'It needs a name.' : null}
        >
          Save
        </DialogButtons>
      }
    >
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <DraftNotice restored={draft.restored} discard={draft.discard} className="mb-3" />
        <label htmlFor={`${id}-name`} className="mb-1 block text-md font-medium">
          Name
        </label>
        <CountedInput
          id={`${id}-name`}
          max={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          aria-invalid={problem !== null || undefined}
          aria-describedby={(problem ?? hint) ? `${id}-note` : undefined}
        />
        {(problem ?? hint) && (
          <p
            id={`${id}-note`}
            role={problem ? 'alert' : undefined}
            className={problem ? 'mt-1.5 text-sm text-bad' : 'mt-1.5 text-sm text-ink-3'}
          >
            {problem ?? hint}
          </p>
        )}
      </form>
    </Dialog>
  );
}
