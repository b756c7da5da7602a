'use client';

import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';

import { Button, LinkButton } from '../ui/button';
import { cn } from '../ui/cn';
import { DraftNotice } from './draft-notice';
import { FormError } from './form-error';
import { FormFoot } from './form-foot';
import type { ActionForm as ActionFormState } from './use-action-form';

type ActionFormProps<Input extends FieldValues, Output> = {
  form: ActionFormState<Input, Output>;
  /** The verb on the primary button: "Save and Close". */
  submit: string;
  submitTone?: 'primary' | 'danger-solid';
  /** Where Cancel leads, or what it does; without either there is no Cancel. */
  cancelHref?: string;
  onCancel?: () => void;
  /** Further buttons, left of Cancel. */
  extra?: ReactNode;
  label?: string;
  /** Stands before an error that belongs to no field. */
  errorTitle?: string;
  className?: string;
  children: ReactNode;
};

export function ActionForm<Input extends FieldValues, Output>(props: ActionFormProps<Input, Output>) {
  const {
    form,
    submit,
    submitTone = 'primary',
    cancelHref,
    onCancel,
    extra,
    label,
    errorTitle = 'Not saved.',
    className,
    children,
  } = props;
  return (
    <form noValidate aria-label={label} onSubmit={form.submit} className={cn('grid gap-4', className)}>
      <DraftNotice {...form.draft} />
      {children}
      <FormError title={errorTitle} form={form} />
      <FormFoot>
        {extra}
        {cancelHref && <LinkButton href={cancelHref}>Cancel</LinkButton>}
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" variant={submitTone} pending={form.pending}>
          {submit}
        </Button>
      </FormFoot>
    </form>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children, columns = 2 }: { children: ReactNode; columns?: 2 | 3 }) {
  return (
    <div
      className={cn(
        'grid items-start gap-x-3.5 gap-y-4',
        columns === 3 ? 'sm:grid-cols-3' : 'sm:grid-cols-2',
      )}
    >
      {children}
    </div>
  );
}

/** A line across the card, between two parts of a form in a padded card. */
export function FieldDivider() {
  return <hr className="-mx-5 border-t" />;
}
