'use client';

import { useEffect, useId, useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import type { RecordField } from '@/lib/crm/schemas';
import { ConflictNotice } from './conflict-notice';
import { FieldInput } from './field-input';
import { changeOf, editText } from './field-words';
import { useRecordEditing } from './record-editing';
import type { Conflict } from './use-record-save';
import { entityNouns } from '../words';

/** One field, edited where it stands: Enter saves, Escape leaves it as it was. */
export function FieldEditor({ field, onClose }: { field: RecordField; onClose: () => void }) {
  const { record, owners, save, hold } = useRecordEditing();
  const [before] = useState(() => editText(record, field));
  const [text, setText] = useState(before);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const focus = useRef<HTMLElement>(null);
  const holding = useRef(hold);
  const id = useId();
  useEffect(() => {
    focus.current?.focus();
    return holding.current();
  }, []);
  const theirs = conflict?.changes.find((change) => change.name === field.name);

  const submit = async (): Promise<void> => {
    if (pending) return;
    // A date that is typed half reads as empty.
    if (focus.current instanceof HTMLInputElement && focus.current.validity.badInput) {
      setProblem(`${field.label} is not whole yet.`);
      return;
    }
    if (text === before && !conflict) {
      onClose();
      return;
    }
    setPending(true);
    setProblem(null);
    const outcome = await save(changeOf(field, text.trim()));
    setPending(false);
    if (outcome.kind === 'saved') {
      toast.good(`${field.label} saved`);
      onClose();
    } else if (outcome.kind === 'conflict') setConflict(outcome.conflict);
    else setProblem(Object.values(outcome.error.fieldErrors ?? {})[0] ?? outcome.error.message);
    focus.current?.focus();
  };

  return (
    <form
      noValidate
      aria-label={`Edit ${field.label}`}
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <FieldInput
        field={field}
        value={text}
        onChange={setText}
        owners={owners}
        focusRef={focus}
        invalid={problem !== null}
        describedBy={problem ? id : undefined}
      />
      {problem && (
        <p id={id} role="alert" className="text-sm text-bad">
          {problem}
        </p>
      )}
      {conflict && (
        <ConflictNotice conflict={conflict} noun={entityNouns[record.entity].one}>
          {theirs
            ? `${field.label} is ${theirs.now ? `“${theirs.now}”` : 'empty'} now. Save to put yours in its place, or Cancel to keep theirs.`
            : `Your ${field.label.toLowerCase()} is still here and theirs stays too: save again.`}
        </ConflictNotice>
      )}
      <div className="flex gap-1.5">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          Save
        </Button>
        <Button size="sm" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
