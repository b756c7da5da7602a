import { useState } from 'react';
import { CountedTextarea } from '@/components/ui/counted-input';

type NotesFieldProps = {
  name: string;
  notes: string;
  onSave: (notes: string) => void;
  onCancel: () => void;
};

/** Notes in their cell: Enter or leaving saves, Escape leaves them as they were. */
export function NotesField({ name, notes, onSave, onCancel }: NotesFieldProps) {
  const [text, setText] = useState(notes);
  return (
    <CountedTextarea
      aria-label={`Notes on ${name}`}
      autoFocus
      rows={2}
      max={1000}
      className="min-w-48"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onSave(text.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onCancel();
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        onSave(text.trim());
      }}
    />
  );
}
