import type { ReactNode } from 'react';

type LabelledProps = { label: string; htmlFor?: string; id?: string; children: ReactNode };

/** A control below its name: a label of one field, or the name of a group by its id. */
export function Labelled({ label, htmlFor, id, children }: LabelledProps) {
  return (
    <div className="min-w-0">
      {htmlFor ? (
        <label htmlFor={htmlFor} className="mb-[5px] block text-md font-medium">
          {label}
        </label>
      ) : (
        <span id={id} className="mb-2 block text-md font-medium">
          {label}
        </span>
      )}
      {children}
    </div>
  );
}
