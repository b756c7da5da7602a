'use client';

import { Plus, X } from 'lucide-react';
import { CountedInput } from '@/components/ui/counted-input';
import { Button, IconButton } from '@/components/ui/button';

export type Choice = { value?: string | undefined; label: string; archived?: boolean | undefined };

type ChoicesEditorProps = {
  choices: Choice[];
  onChange: (choices: Choice[]) => void;
  message: string | undefined;
};

/** The choices in their order, one line each. A new name of a known one changes what people read, not what is stored. */
export function ChoicesEditor({ choices, onChange, message }: ChoicesEditorProps) {
  const change = (n: number, part: Partial<Choice>): void =>
    onChange(choices.map((one, at) => (at === n ? { ...one, ...part } : one)));
  return (
    <fieldset>
      <legend className="mb-[5px] text-md font-medium">Choices</legend>
      <ul className="grid gap-1.5" aria-label="Choices">
        {choices.map((choice, n) => (
          <li key={n} className="flex items-center gap-2">
            <CountedInput
              aria-label={`Choice ${n + 1}`}
              value={choice.label}
              max={100}
              onChange={(event) => change(n, { label: event.target.value })}
            />
            {choice.archived && (
              <Button size="sm" onClick={() => change(n, { archived: false })}>
                Restore
              </Button>
            )}
            <IconButton
              label={`Remove ${choice.label || `choice ${n + 1}`}`}
              onClick={() => onChange(choices.filter((_, at) => at !== n))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={() => onChange([...choices, { label: '' }])}>
        <Plus aria-hidden /> Add a choice
      </Button>
      {message && (
        <p role="alert" className="mt-1.5 text-sm text-bad">
          {message}
        </p>
      )}
      <p className="mt-1.5 text-sm text-ink-3">
        One that records hold is archived when you remove it, so that what they hold can still be read.
      </p>
    </fieldset>
  );
}
