import { type ReactNode, useId } from 'react';

type FieldOwnProps = {
  label: string;
  note?: string;
  hint?: string;
  error?: string;
  children: (id: string) => ReactNode;
};

/** A label over a control that is more than one value of the form. */
export function Field({ label, note, hint, error, children }: FieldOwnProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-md font-medium">
        {label} {note && <span className="font-normal text-ink-3">{note}</span>}
      </label>
      {children(id)}
      {error && <p className="mt-1 text-sm text-bad">{error}</p>}
      {hint && <p className="mt-1 text-sm text-ink-3">{hint}</p>}
    </div>
  );
}
