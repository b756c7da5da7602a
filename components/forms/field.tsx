'use client';

import { type ReactNode, useId } from 'react';
import {
  type Control,
  type FieldError,
  type FieldPath,
  type FieldValues,
  useController,
} from 'react-hook-form';

import { cn } from '../ui/cn';

/** What every field takes. */
export type FieldProps<Input extends FieldValues, Output> = {
  control: Control<Input, unknown, Output>;
  name: FieldPath<Input>;
  /** Exactly what the person and the tests read. */
  label: string;
  /** Beside the label, in grey: "for Email Studio, optional". */
  note?: string;
  /** Below the field. */
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
};

/** Wires label, hint and error to one control; `input` goes onto the element. */
export function useField<Input extends FieldValues, Output>({
  control,
  name,
  hint,
  disabled,
  note,
}: FieldProps<Input, Output>) {
  const id = useId();
  // Not told to react-hook-form, which would drop the value of a disabled field.
  const { field, fieldState } = useController({ control, name });
  const message = messageOf(fieldState.error);
  return { id, field, message, input: { ...controlOf({ id, note, hint, message }), disabled } };
}

/** What ties a control to the label, the hint and the error that a FieldFrame draws around it. */
export function controlOf({ id, note, hint, message }: Pick<FrameProps, 'id' | 'note' | 'hint' | 'message'>) {
  const describedBy = [note && `${id}-note`, message && `${id}-error`, hint !== undefined && `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': message ? (true as const) : undefined,
  };
}

/** What is wrong with a field; of one that holds several values, what is wrong with the first of them. */
export function messageOf(error: FieldError | (FieldError | undefined)[] | undefined): string | undefined {
  if (!error) return undefined;
  const first = Array.isArray(error) ? error.find(Boolean) : error;
  return first?.message ?? 'This value does not fit.';
}

type FrameProps = {
  id: string;
  label: string;
  note?: string;
  hint?: ReactNode;
  message?: string;
  className?: string;
  /** A group of controls has its name by aria-labelledby, not by a label element. */
  group?: boolean;
  children: ReactNode;
};

export function FieldFrame({ id, label, note, hint, message, className, group, children }: FrameProps) {
  return (
    <div className={cn('min-w-0', className)}>
      <div className="mb-[5px] flex flex-wrap items-baseline gap-x-1.5 text-md">
        {group ? (
          <span id={`${id}-label`} className="font-medium">
            {label}
          </span>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className="font-medium">
            {label}
          </label>
        )}
        {note && (
          <span id={`${id}-note`} className="text-ink-3">
            {note}
          </span>
        )}
      </div>
      {/* Of several choices it says what is chosen between, so it stands before them. */}
      {group && <FieldHint id={id} hint={hint} className="mb-1.5" />}
      {children}
      <FieldMessages id={id} hint={group ? undefined : hint} message={message} />
    </div>
  );
}

export function FieldMessages({ id, hint, message }: Pick<FrameProps, 'id' | 'hint' | 'message'>) {
  return (
    <>
      {message && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {message}
        </p>
      )}
      <FieldHint id={id} hint={hint} className="mt-1" />
    </>
  );
}

function FieldHint({ id, hint, className }: Pick<FrameProps, 'id' | 'hint' | 'className'>) {
  if (hint === undefined) return null;
  return (
    <p id={`${id}-hint`} className={cn('text-sm text-ink-3', className)}>
      {hint}
    </p>
  );
}
