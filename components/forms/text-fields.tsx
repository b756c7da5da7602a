'use client';

import { type ComponentProps, useLayoutEffect, useState } from 'react';
import type { FieldValues } from 'react-hook-form';

import { Button } from '../ui/button';
import { CountedInput } from '../ui/counted-input';
import { Input, Textarea } from '../ui/input';
import { FieldFrame, type FieldProps, useField } from './field';
import { secretsOf } from './secrets';

type TextFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  type?: 'text' | 'email' | 'url' | 'tel' | 'time' | 'code';
  readOnly?: boolean;
  /** Longer is told while typing, never cut. */
  max?: number;
};

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** A browser rewrites what is typed into an input of type email (bücher.example to its ASCII form), so an address has only its keyboard. */
const kinds = {
  text: { type: 'text' },
  email: { type: 'text', inputMode: 'email', spellCheck: false, autoCapitalize: 'none' },
  url: { type: 'url' },
  tel: { type: 'tel' },
  time: { type: 'time' },
  code: { type: 'text', inputMode: 'numeric', spellCheck: false },
} as const;

export function TextField<V extends FieldValues, O>(props: TextFieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame id={id} message={message} {...pickFrame(props)}>
      <TextInput
        {...field}
        {...input}
        value={text(field.value)}
        {...kinds[props.type ?? 'text']}
        placeholder={props.placeholder}
        autoComplete={props.autoComplete ?? 'off'}
        autoFocus={props.autoFocus}
        readOnly={props.readOnly}
        max={props.max}
      />
    </FieldFrame>
  );
}

/** Counted where it has a limit. */
function TextInput({ max, ...rest }: ComponentProps<typeof Input> & { max?: number }) {
  return max === undefined ? <Input {...rest} /> : <CountedInput {...rest} max={max} />;
}

type PasswordFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  /** One is stored already: "Set. Leave empty to keep it." */
  isSet?: boolean;
  autoComplete?: 'current-password' | 'new-password' | 'off';
  autoFocus?: boolean;
};

export function PasswordField<V extends FieldValues, O>({
  isSet,
  autoComplete = 'off',
  autoFocus,
  ...props
}: PasswordFieldProps<V, O>) {
  const hint = props.hint ?? (isSet ? 'Set. Leave empty to keep it.' : undefined);
  const { id, field, message, input } = useField({ ...props, hint });
  const [shown, setShown] = useState(false);
  const { control, name } = props;
  useLayoutEffect(() => void secretsOf(control).add(name), [control, name]);
  return (
    <FieldFrame id={id} message={message} {...pickFrame(props)} hint={hint}>
      <div className="relative">
        <Input
          {...field}
          {...input}
          value={text(field.value)}
          type={shown ? 'text' : 'password'}
          placeholder={isSet ? '••••••••••••' : undefined}
          autoComplete={autoComplete}
          spellCheck={false}
          autoFocus={autoFocus}
          className="pr-16"
        />
        <Button
          variant="quiet"
          size="sm"
          aria-controls={id}
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </Button>
      </div>
    </FieldFrame>
  );
}

type NumberFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  min?: number;
  max?: number;
  step?: number | 'any';
  placeholder?: string;
  /** Behind the field, each as wide as another so that fields below each other end at one line: "seconds", "%". */
  unit?: string;
};

/** Holds a number, or null when it is empty. */
export function NumberField<V extends FieldValues, O>(props: NumberFieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame id={id} message={message} {...pickFrame(props)}>
      <div className="flex items-center gap-2">
        <Input
          {...field}
          {...input}
          type="number"
          inputMode={props.step === undefined ? 'numeric' : 'decimal'}
          value={text(field.value)}
          onChange={(event) => field.onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
          min={props.min}
          max={props.max}
          step={props.step}
          placeholder={props.placeholder}
          className="figures"
        />
        {props.unit && <span className="min-w-[3.75rem] text-ink-3">{props.unit}</span>}
      </div>
    </FieldFrame>
  );
}

type TextareaFieldProps<Input extends FieldValues, Output> = FieldProps<Input, Output> & {
  rows?: number;
  placeholder?: string;
};

export function TextareaField<V extends FieldValues, O>(props: TextareaFieldProps<V, O>) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame id={id} message={message} {...pickFrame(props)}>
      <Textarea
        {...field}
        {...input}
        value={text(field.value)}
        rows={props.rows}
        placeholder={props.placeholder}
      />
    </FieldFrame>
  );
}

/** A day, as "2026-11-21"; null when empty. */
export function DateField<V extends FieldValues, O>(
  props: FieldProps<V, O> & { min?: string; max?: string },
) {
  const { id, field, message, input } = useField(props);
  return (
    <FieldFrame id={id} message={message} {...pickFrame(props)}>
      <Input
        {...field}
        {...input}
        type="date"
        value={text(field.value)}
        onChange={(event) => field.onChange(event.target.value || null)}
        min={props.min}
        max={props.max}
      />
    </FieldFrame>
  );
}

const pickFrame = <V extends FieldValues, O>({ label, note, hint, className }: FieldProps<V, O>) => ({
  label,
  note,
  hint,
  className,
});
