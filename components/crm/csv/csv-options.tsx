'use client';

import { useId, useState } from 'react';

import { CountedInput, CountedTextarea } from '@/components/ui/counted-input';
import { Card, CardHeader } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { CsvMapping } from '@/lib/csv-imports/schemas';
import { CsvImportOptions, maxTagLength } from '@/lib/crm/schemas';
import { Labelled } from './labelled';

type CsvOptionsCardProps = {
  options: CsvImportOptions;
  mapping: CsvMapping;
  /** A column holds days, so their order matters. */
  hasDates: boolean;
  owners: { id: string; name: string }[];
  onChange: (change: Partial<CsvImportOptions>) => void;
};

export function CsvOptionsCard({ options, mapping, hasDates, owners, onChange }: CsvOptionsCardProps) {
  const id = useId();
  const fields = Object.values(mapping);
  const { matchBy, mode, emptyCells, dateOrder, ownerOf } = CsvImportOptions.shape;
  return (
    <Card>
      <CardHeader title="What it does" />
      <div className="grid gap-4 px-4 pt-3 pb-4">
        <Labelled label="People who are here already" id={`${id}-match`}>
          <RadioGroup
            aria-labelledby={`${id}-match`}
            value={options.matchBy}
            onValueChange={(value) => onChange({ matchBy: matchBy.parse(value) })}
            options={[
              {
                value: 'email',
                label: 'Match by e-mail',
                hint: 'Updates the oldest record with the address. A row without an address becomes a new record.',
              },
              {
                value: 'externalId',
                label: 'Match by external id',
                hint: 'Updates the record with the same id; its address may change.',
                disabled: !fields.includes('externalId'),
              },
            ]}
          />
        </Labelled>
        <Labelled label="Rows that count" id={`${id}-mode`}>
          <RadioGroup
            aria-labelledby={`${id}-mode`}
            value={options.mode}
            onValueChange={(value) => onChange({ mode: mode.parse(value) })}
            options={[
              { value: 'both', label: 'Create and update' },
              {
                value: 'create',
                label: 'Create only',
                hint: 'Rows of people who are here already are left out.',
              },
              {
                value: 'update',
                label: 'Update only',
                hint: 'Rows of people who aren’t here yet are left out.',
              },
            ]}
          />
        </Labelled>
        <Labelled label="Empty cells" id={`${id}-empty`}>
          <RadioGroup
            aria-labelledby={`${id}-empty`}
            value={options.emptyCells}
            onValueChange={(value) => onChange({ emptyCells: emptyCells.parse(value) })}
            options={[
              { value: 'keep', label: 'Keep what is there' },
              { value: 'clear', label: 'Empty the field' },
            ]}
          />
        </Labelled>
        <Labelled label="Values that can’t be read" id={`${id}-unreadable`}>
          <RadioGroup
            aria-labelledby={`${id}-unreadable`}
            value={unreadable(options)}
            onValueChange={(value) => onChange({ refuseFor: value === 'all' ? 'all' : [] })}
            options={[
              {
                value: 'none',
                label: 'Keep the person, leave the value empty',
                hint: 'You get a file of these values to correct.',
              },
              { value: 'all', label: 'Refuse the row' },
              ...(unreadable(options) === 'some'
                ? [{ value: 'some', label: 'As each column says', hint: 'Chosen below its name.' }]
                : []),
            ]}
          />
        </Labelled>
        {hasDates && (
          <Labelled label="Dates like 03/04/1984" htmlFor={`${id}-dates`}>
            <Select
              id={`${id}-dates`}
              value={options.dateOrder}
              options={[
                { value: 'auto', label: 'As each column shows' },
                { value: 'dmy', label: 'Day first: 3 April' },
                { value: 'mdy', label: 'Month first: March 4' },
                { value: 'ymd', label: 'Year first only' },
              ]}
              onChange={(event) => onChange({ dateOrder: dateOrder.parse(event.target.value) })}
            />
          </Labelled>
        )}
        <Labelled label="Owner" htmlFor={`${id}-owner`}>
          <Combobox
            id={`${id}-owner`}
            value={options.ownerId}
            clearable
            placeholder="Whoever uploaded the file"
            options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
            onChange={(ownerId) => onChange(ownerId === null ? { ownerId, ownerOf: 'created' } : { ownerId })}
          />
          {options.ownerId !== null && (
            <Select
              aria-label="Whose owner"
              className="mt-2"
              value={options.ownerOf}
              options={[
                { value: 'created', label: 'Of new records' },
                { value: 'all', label: 'Of everyone in the file' },
              ]}
              onChange={(event) => onChange({ ownerOf: ownerOf.parse(event.target.value) })}
            />
          )}
        </Labelled>
        <Labelled label="Tags for everyone in the file" htmlFor={`${id}-tags`}>
          <Input
            id={`${id}-tags`}
            defaultValue={options.tags.join(', ')}
            placeholder="Trade fair 2026, newsletter"
            aria-describedby={`${id}-tags-hint`}
            onBlur={(event) => onChange({ tags: tagsOf(event.target.value) })}
          />
          <p id={`${id}-tags-hint`} className="mt-1 text-sm text-ink-3">
            By a tag you make a list of these people afterwards.
          </p>
        </Labelled>
        <ConsentForAll consent={options.consent} onChange={(consent) => onChange({ consent })} />
        <Labelled label="Source of new records" htmlFor={`${id}-source`}>
          <CountedInput
            id={`${id}-source`}
            defaultValue={options.source ?? ''}
            max={255}
            placeholder="Trade fair 2026"
            onBlur={(event) => onChange({ source: event.target.value.trim() || null })}
          />
        </Labelled>
      </div>
    </Card>
  );
}

const unreadable = ({ refuseFor }: CsvImportOptions): 'all' | 'some' | 'none' =>
  refuseFor === 'all' ? 'all' : refuseFor.length > 0 ? 'some' : 'none';

const tagsOf = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(/[,;|]/)
        .map((tag) => tag.replace(/\s+/g, ' ').trim().slice(0, maxTagLength))
        .filter((tag) => tag !== ''),
    ),
  ].slice(0, 20);

type Consent = CsvImportOptions['consent'];

/** A consent needs its words before it counts: until then it is kept here and not sent. */
function ConsentForAll({ consent, onChange }: { consent: Consent; onChange: (consent: Consent) => void }) {
  const id = useId();
  const [state, setState] = useState<'' | 'given' | 'withdrawn'>(consent?.state ?? '');
  const [text, setText] = useState(consent?.text ?? '');
  const say = (next: typeof state, words: string): void =>
    onChange(
      next === '' || (next === 'given' && words.trim() === '') ? null : { state: next, text: words.trim() },
    );
  const missing = state === 'given' && text.trim() === '';
  return (
    <Labelled label="Marketing consent of everyone in the file" htmlFor={`${id}-consent`}>
      <Select
        id={`${id}-consent`}
        value={state}
        options={[
          { value: '', label: 'As it is' },
          { value: 'given', label: 'Given' },
          { value: 'withdrawn', label: 'Withdrawn' },
        ]}
        onChange={(event) => {
          const next =
            event.target.value === 'given' || event.target.value === 'withdrawn' ? event.target.value : '';
          setState(next);
          say(next, text);
        }}
      />
      {state !== '' && (
        <>
          <CountedTextarea
            aria-label="What they agreed to or said"
            aria-invalid={missing}
            aria-describedby={`${id}-hint`}
            className="mt-2"
            max={2_000}
            value={text}
            placeholder={
              state === 'given'
                ? 'I agree to receive the monthly newsletter.'
                : 'Asked by phone to be left alone.'
            }
            onChange={(event) => setText(event.target.value)}
            onBlur={() => say(state, text)}
          />
          <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
            {missing
              ? 'Counts once it says what they agreed to.'
              : 'Kept word for word in everyone’s consent history. Nobody who opted out is brought back.'}
          </p>
        </>
      )}
    </Labelled>
  );
}
