'use client';

import { type FormEvent, useId, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
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
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const id = useId();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPending(true);
    const result = await save(name).catch(() => null);
    setPending(false);
    if (!result?.ok)
      return setProblem(
        result
          ? (result.error.fieldErrors?.name ?? result.error.message)
          : 'The server could not be reached. Try again in a moment.',
      );
    onSaved(result.data);
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      width="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" pending={pending} disabled={name.trim() === ''}>
            Save
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={(event) => void submit(event)}>
        <label htmlFor={`${id}-name`} className="mb-1 block text-md font-medium">
          Name
        </label>
        <Input
          id={`${id}-name`}
          maxLength={60}
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
