import type { ActionError } from '@/lib/result';

import { Button, type ButtonProps } from './button';
import { DialogClose } from './dialog';
import { Notice } from './notice';

/** Cancel, and the button that does what the dialog is for. */
export function DialogButtons(props: ButtonProps) {
  return (
    <>
      <DialogClose asChild>
        <Button>Cancel</Button>
      </DialogClose>
      <Button variant="primary" {...props} />
    </>
  );
}

/** Why it was not done: what is said of a field, where the dialog has no place at the field itself. */
export function DialogFailure({ title, failure }: { title: string; failure: ActionError | null }) {
  if (!failure) return null;
  return (
    <Notice tone="bad" title={title}>
      {Object.values(failure.fieldErrors ?? {})[0] ?? failure.message}
    </Notice>
  );
}
