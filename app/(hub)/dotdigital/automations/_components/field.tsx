import { type ReactNode, useId } from 'react';
import { FieldFrame } from '@/components/forms';

type FieldOwnProps = {
  label: string;
  note?: string;
  hint?: string;
  error?: string;
  children: (input: FieldInput) => ReactNode;
};

/** Goes onto the control. */
type FieldInput = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

/** A label over a control that is more than one value of the form. */
export function Field({ error, children, ...frame }: FieldOwnProps) {
  const id = useId();
  const describedBy = [
    frame.note && `${id}-note`,
    error && `${id}-error`,
    frame.hint !== undefined && `${id}-hint`,
  ].filter(Boolean);
  return (
    <FieldFrame {...frame} id={id} message={error}>
      {children({
        id,
        'aria-describedby': describedBy.join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
    </FieldFrame>
  );
}
