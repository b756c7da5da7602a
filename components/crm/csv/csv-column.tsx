'use client';

import { useId, useState } from 'react';

import { Chip } from '@/components/ui/chip';
import { Select } from '@/components/ui/select';
import { Truncate } from '@/components/ui/truncate';
import { type CsvImportOptions, isConsentState } from '@/lib/crm/schemas';
import type { CsvColumnPreview, CsvMapping, CsvPreview } from '@/lib/csv-imports/schemas';
import { columnTypeWords } from '../words';
import { CsvReading } from './csv-reading';
import { readingWords } from './reading-words';
import type { CsvStep } from './use-csv-preview';

type CsvColumnProps = {
  column: CsvColumnPreview;
  preview: CsvPreview;
  mapping: CsvMapping;
  options: CsvImportOptions;
  step: CsvStep;
};

/** Several columns may go into these. */
const isShared = (field: string): boolean => isConsentState(field) || field === 'tags';

export function CsvColumn({ column, preview, mapping, options, step }: CsvColumnProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const place = String(column.index);
  const choose = (field: string): void => {
    const { [place]: _, ...rest } = mapping;
    step.setMapping(field === '' ? rest : { ...rest, [place]: field });
  };
  const why = whyWords(column, preview, mapping);
  const { note } = column;
  return (
    <li className="grid items-start gap-x-4 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_210px]">
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-x-2">
          <Truncate className="font-medium" text={column.header}>
            {column.header}
          </Truncate>
          <Chip plain className="shrink-0">
            {columnTypeWords[column.type]}
            {column.type !== 'empty' && column.filled < 100 ? `, ${column.filled} % filled` : ''}
          </Chip>
        </div>
        <Truncate className="mt-0.5 text-sm text-ink-3" text={column.samples.join(' · ')}>
          {column.samples.join(' · ') || 'empty'}
        </Truncate>
        {(why ?? note ?? column.reader) && (
          <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 text-sm text-ink-2">
            {why && <span>{why}</span>}
            {note && <span>{note}</span>}
            {column.reader && (
              <button
                type="button"
                aria-expanded={open}
                aria-controls={id}
                aria-label={`How ${column.header} is read: ${readingWords(column, preview.columns, options)}`}
                className="text-accent-text underline decoration-accent/40 underline-offset-2 hover:decoration-current"
                onClick={() => setOpen(!open)}
              >
                {readingWords(column, preview.columns, options)}
              </button>
            )}
          </p>
        )}
      </div>
      <Select
        aria-label={`Field for ${column.header}`}
        value={mapping[place] ?? ''}
        placeholder="Do not import"
        options={fieldOptions(preview, mapping, column)}
        onChange={(event) => choose(event.target.value)}
      />
      {open && column.reader && (
        <div id={id} className="rounded-sm border bg-sunken px-3.5 py-3 sm:col-span-2">
          <CsvReading
            column={column}
            columns={preview.columns}
            mapping={mapping}
            options={options}
            step={step}
          />
        </div>
      )}
    </li>
  );
}

function whyWords(column: CsvColumnPreview, { recipe }: CsvPreview, mapping: CsvMapping): string | null {
  const field = mapping[String(column.index)];
  if (column.remembered) return field === undefined ? 'left out, as last time' : 'as last time';
  if (field === undefined || field !== column.suggested) return null;
  switch (column.why) {
    case 'recipe':
      return recipe && `as ${recipe.label} means it`;
    case 'name':
      return 'by its name';
    case 'values':
      return 'by what stands in it';
    default:
      return null;
  }
}

function fieldOptions({ fields }: CsvPreview, mapping: CsvMapping, column: CsvColumnPreview) {
  const used = new Set(
    Object.entries(mapping)
      .filter(([index, field]) => index !== String(column.index) && !isShared(field))
      .map(([, field]) => field),
  );
  // A recipe knows in which order several columns of one field count.
  if (column.why === 'recipe' && column.suggested) used.delete(column.suggested);
  const groups = [...new Set(fields.map((field) => field.group))];
  return groups.map((group) => ({
    label: group,
    options: fields
      .filter((field) => field.group === group)
      .map(({ name, label }) => ({ value: name, label, disabled: used.has(name) })),
  }));
}
