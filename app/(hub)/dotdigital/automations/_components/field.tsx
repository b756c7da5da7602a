import { type ReactNode, useId } from 'react';
import { controlOf, FieldFrame } from '@/components/forms';

type FieldOwnProps = {
  label: string;
  note?: string;
  hint?: string;
  error?: string;
  /** `input` goes onto the control. */
  children: (input: ReturnType<typeof controlOf>) => ReactNode;
};

/** A label over a control that is more than one value of the form. */
export function Field({ error: message, children, ...frame }: FieldOwnProps) {
  const id = useId();
  return (
    <FieldFrame {...frame} id={id} message={message}>
      {children(controlOf({ ...frame, id, message }))}
    </FieldFrame>
  );
}
