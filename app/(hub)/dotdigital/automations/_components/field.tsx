import { type ReactNode, useId } from 'react';
import { FieldFrame } from '@/components/forms';

type FieldOwnProps = {
  label: string;
  note?: string;
  hint?: string;
  error?: string;
  children: (id: string) => ReactNode;
};

/** A label over a control that is more than one value of the form. */
export function Field({ error, children, ...frame }: FieldOwnProps) {
  const id = useId();
  return (
    <FieldFrame {...frame} id={id} message={error}>
      {children(id)}
    </FieldFrame>
  );
}
