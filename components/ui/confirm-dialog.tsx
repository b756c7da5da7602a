'use client';

import { type ReactNode, useId, useState } from 'react';

import { ok, type Result } from '@/lib/result';

import { Dialog } from './dialog';
import { DialogButtons, DialogFailure } from './dialog-parts';
import { Input } from './input';
import { useDialogAction } from './use-dialog-action';

type ConfirmDialogProps = {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** With the count: "1,204 people leave the book Repeat buyers EU." */
  goes: ReactNode;
  /** What else goes with it, as a block of its own. */
  details?: ReactNode;
  /** Why it can't be confirmed yet. */
  waitsFor?: string | null;
  /** "The list, its filter and its history stay." */
  stays?: ReactNode;
  /** Whom or what it concerns, one by one. */
  children?: ReactNode;
  /** The verb, and how much: "Remove these 1,204". */
  confirm: string;
  tone?: 'danger' | 'primary';
  /** The person has to type this before the button works. */
  typeName?: string;
  onConfirm: () => Promise<Result<unknown> | void>;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = props.onOpenChange ?? setOwnOpen;
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: async () => (await props.onConfirm()) ?? ok(undefined),
    onDone: () => setOpen(false),
  });
  const [typed, setTyped] = useState('');
  const inputId = useId();
  const ready = !props.typeName || typed.trim() === props.typeName;

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setTyped('');
        setOpen(next);
      }}
      trigger={props.trigger}
      width={props.children === undefined ? 'sm' : 'md'}
      title={props.title}
      footer={
        <DialogButtons
          variant={props.tone === 'primary' ? 'primary' : 'danger-solid'}
          pending={pending}
          why={props.waitsFor ?? (props.typeName && !ready ? 'Type the name first.' : null)}
          onClick={() => void run()}
        >
          {props.confirm}
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <p>{props.goes}</p>
        {props.details}
        {props.stays !== undefined && <p className="text-ink-2">{props.stays}</p>}
        {props.children}
        {props.typeName && (
          <div>
            <label htmlFor={inputId} className="mb-1 block text-md font-medium">
              Type <span className="font-mono text-sm">{props.typeName}</span> to go on
            </label>
            <Input
              id={inputId}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        )}
        <DialogFailure title="Nothing has changed." failure={failure} />
      </div>
    </Dialog>
  );
}
