'use client';

import { type DragEvent, type ReactNode, useId, useState } from 'react';

import { cn } from './cn';

type FileDropProps = {
  /** Its name: "CSV file". */
  label: string;
  /** ".csv,text/csv" */
  accept?: string;
  hint?: ReactNode;
  disabled?: boolean;
  onFile: (file: File) => void;
};

/** A file by choosing or by dropping; the input itself is there, so the keyboard and tests reach it by its label. */
export function FileDrop({ label, accept, hint, disabled, onFile }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const [name, setName] = useState<string>();
  const take = (file: File | undefined): void => {
    if (!file || disabled) return;
    setName(file.name);
    onFile(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <div>
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          'grid cursor-pointer place-items-center gap-0.5 rounded-md border border-dashed border-line-strong px-4 py-9 text-center hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          over && 'border-accent bg-accent-soft',
          disabled && 'cursor-default opacity-50',
        )}
      >
        <span className="font-medium">{label}</span>
        <input
          id={id}
          type="file"
          aria-label={label}
          accept={accept}
          disabled={disabled}
          aria-describedby={`${id}-hint`}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <span aria-hidden={name ? undefined : true} className={cn('break-all', name ? 'font-mono text-sm' : 'text-ink-3')}>
          {name ?? 'Drop it here, or choose it'}
        </span>
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
