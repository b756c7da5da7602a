'use client';

import type { FieldValues } from 'react-hook-form';

import { Checkbox } from '../ui/checkbox';
import { cn } from '../ui/cn';
import { Combobox } from '../ui/combobox';
import { type RadioOption, RadioGroup } from '../ui/radio-group';
import { type Option, type OptionGroup, Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { FieldFrame, FieldMessages, type FieldProps, useField } from './field';

type SelectFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  options: (Option | OptionGroup)[];
  placeholder?: string;
};

export function SelectField<V extends FieldValues, O>({
  options,
  placeholder,
  ...props
}: SelectFieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame {...props} id={id} message={message}>
      <Select {...field} {...input} value={field.value ?? ''} options={options} placeholder={placeholder} />
    </FieldFrame>
  );
}

type ComboboxFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  options?: Option[];
  load?: (search: string) => Promise<Option[]>;
  /** The value is a list. */
  multiple?: boolean;
  /** Choosing it again empties the field. */
  clearable?: boolean;
  placeholder?: string;
  searchPlaceholder?: string;
  emptyText?: string;
};

export function ComboboxField<V extends FieldValues, O>({
  multiple,
  clearable,
  ...props
}: ComboboxFieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  const shared = {
    ...input,
    options: props.options,
    load: props.load,
    placeholder: props.placeholder,
    searchPlaceholder: props.searchPlaceholder,
    emptyText: props.emptyText,
    onBlur: field.onBlur,
    ref: field.ref,
  };
  const value: unknown = field.value;
  return (
    <FieldFrame {...props} id={id} message={message}>
      {multiple ? (
        <Combobox
          {...shared}
          multiple
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={field.onChange}
        />
      ) : (
        <Combobox
          {...shared}
          clearable={clearable}
          value={typeof value === 'string' && value !== '' ? value : null}
          onChange={field.onChange}
        />
      )}
    </FieldFrame>
  );
}

export function CheckboxField<V extends FieldValues, O>(props: FieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <BesideFrame {...props} id={id} message={message}>
      <Checkbox
        {...input}
        ref={field.ref}
        name={field.name}
        onBlur={field.onBlur}
        checked={Boolean(field.value)}
        onCheckedChange={(checked) => field.onChange(checked === true)}
        className="mt-0.5"
      />
    </BesideFrame>
  );
}

export function SwitchField<V extends FieldValues, O>(props: FieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <BesideFrame {...props} id={id} message={message}>
      <Switch
        {...input}
        ref={field.ref}
        name={field.name}
        onBlur={field.onBlur}
        checked={Boolean(field.value)}
        onCheckedChange={field.onChange}
      />
    </BesideFrame>
  );
}

export function RadioField<V extends FieldValues, O>({
  options,
  ...props
}: FieldProps<V, O> & { options: RadioOption[] }) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame {...props} id={id} message={message} group>
      <RadioGroup
        aria-labelledby={`${id}-label`}
        aria-describedby={input['aria-describedby']}
        aria-invalid={input['aria-invalid']}
        disabled={input.disabled}
        ref={field.ref}
        tabIndex={-1}
        name={field.name}
        value={field.value ?? ''}
        onValueChange={field.onChange}
        onBlur={field.onBlur}
        options={options}
      />
    </FieldFrame>
  );
}

type BesideFrameProps = {
  id: string;
  label: string;
  note?: string;
  hint?: React.ReactNode;
  message?: string;
  className?: string;
  children: React.ReactNode;
};

function BesideFrame({ id, label, note, hint, message, className, children }: BesideFrameProps) {
  return (
    <div className={cn('grid grid-cols-[auto_1fr] gap-x-2.5', className)}>
      {children}
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>{' '}
        {note && (
          <span id={`${id}-note`} className="text-ink-3">
            {note}
          </span>
        )}
        <FieldMessages id={id} hint={hint} message={message} />
      </div>
    </div>
  );
}
