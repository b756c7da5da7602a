import { Input } from '@/components/ui/input';
import { newcomerChoices, type NewcomerChoice } from '@/lib/connections/schemas';

import { ChoiceField } from './choice-field';

type Newcomers = { way: NewcomerChoice; perHour: string };

/** How people go who join the list later, and of how many the book’s programs may take notice. */
export function NewcomerFields({
  newcomers,
  error,
  onChange,
}: {
  newcomers: Newcomers;
  error: string | undefined;
  onChange: (newcomers: Newcomers) => void;
}) {
  return (
    <div className="grid gap-2">
      <ChoiceField
        label="Newcomers after the first sync"
        hint="Dotdigital’s programs for whoever joins a list start for people who are put into it one by one, not for those of a file."
        choices={newcomerChoices}
        value={newcomers.way}
        onChange={(way) => onChange({ ...newcomers, way })}
      />
      {newcomers.way === 'one_by_one' && (
        <label className="flex flex-wrap items-center gap-2">
          At most
          <Input
            aria-label="Newcomers within an hour"
            aria-invalid={error ? true : undefined}
            inputMode="numeric"
            className="w-20 text-right"
            value={newcomers.perHour}
            onChange={(event) => onChange({ ...newcomers, perHour: event.target.value })}
          />
          within an hour; a run with more sends them in the file and says so.
        </label>
      )}
      {newcomers.way === 'one_by_one' && error && <p className="text-sm text-bad">{error}</p>}
    </div>
  );
}
