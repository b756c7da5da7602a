'use client';

import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import { useTypedBefore } from '@/components/ui/use-typed-before';
import type { MergeField, MergePreview, RecordView } from '@/lib/crm/schemas';
import { countryName, languageName } from '../words';
import { PageLink } from '@/components/ui/page-link';

type MergeFieldsProps = {
  preview: MergePreview;
  path: string;
  take: ReadonlySet<string>;
  onChoose: (name: string, fromLoser: boolean) => void;
};

const grid = 'grid grid-cols-2 gap-x-2 sm:grid-cols-[minmax(96px,22%)_1fr_1fr]';

export function MergeFields({ preview: { winner, loser, fields }, path, take, onChoose }: MergeFieldsProps) {
  return (
    <div className="mt-2.5 border-t">
      <div className={cn(grid, 'sticky top-0 z-10 border-b bg-sunken px-4 py-2 text-sm')}>
        <span className="max-sm:hidden" />
        <Side record={winner} path={path} fate="stays" />
        <Side record={loser} path={path} fate="goes into it" />
      </div>
      {fields.map((field) => (
        <FieldChoice key={field.name} field={field} taken={take.has(field.name)} onChoose={onChoose} />
      ))}
      {fields.length === 0 && <p className="px-4 py-4 text-ink-3">Neither holds anything yet.</p>}
    </div>
  );
}

function Side({ record, path, fate }: { record: RecordView; path: string; fate: string }) {
  return (
    <div className="min-w-0 px-2">
      <PageLink
        href={`${path}/${record.id}`}
        title={record.name}
        className="block cut font-medium hover:underline"
      >
        {record.name}
      </PageLink>
      <span className="text-ink-3">
        {fate}, created <Time at={record.createdAt} as="day" />
      </span>
    </div>
  );
}

function FieldChoice({
  field,
  taken,
  onChoose,
}: {
  field: MergeField;
  taken: boolean;
  onChoose: MergeFieldsProps['onChoose'];
}) {
  const same = field.winner === field.loser;
  return (
    <fieldset className={cn(grid, 'border-b border-line px-4 py-1.5 last:border-0')}>
      <legend className="sr-only">{field.label}</legend>
      <span aria-hidden className="py-1.5 text-ink-2 max-sm:col-span-2 max-sm:px-2 max-sm:text-sm">
        {field.label}
      </span>
      {same ? (
        <span className="col-span-2 px-2 py-1.5 [overflow-wrap:anywhere]">
          {words(field.name, field.winner)} <span className="text-sm text-ink-3">both</span>
        </span>
      ) : (
        <>
          <Value
            field={field}
            value={field.winner}
            chosen={!taken}
            onChoose={() => onChoose(field.name, false)}
          />
          <Value
            field={field}
            value={field.loser}
            chosen={taken}
            onChoose={() => onChoose(field.name, true)}
          />
        </>
      )}
    </fieldset>
  );
}

function Value({
  field,
  value,
  chosen,
  onChoose,
}: {
  field: MergeField;
  value: string | null;
  chosen: boolean;
  onChoose: () => void;
}) {
  const radio = useTypedBefore<HTMLInputElement>();
  return (
    <label
      className={cn(
        'flex min-w-0 cursor-pointer items-start gap-2 rounded-sm px-2 py-1.5 hover:bg-sunken',
        chosen ? 'bg-accent-soft hover:bg-accent-soft' : 'text-ink-3',
      )}
    >
      <input
        ref={radio}
        type="radio"
        name={`merge-${field.name}`}
        checked={chosen}
        onChange={onChoose}
        className="mt-[3px] size-3.5 shrink-0 accent-[var(--accent)]"
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {value === null ? 'leave it empty' : words(field.name, value)}
      </span>
    </label>
  );
}

function words(name: string, value: string | null): string | null {
  if (name === 'country') return countryName(value);
  return name === 'language' ? languageName(value) : value;
}
