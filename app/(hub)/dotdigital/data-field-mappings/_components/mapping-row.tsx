'use client';

import { SlidersHorizontal, X } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Combobox } from '@/components/ui/combobox';
import { Select } from '@/components/ui/select';
import { dataFieldTypeLabels, type MappingNote, type MappingSource } from '@/lib/data-fields/schemas';
import { fits, isOfDotdigital, keepFitting, type EditorField, type EditorRow } from './editor-rows';
import { RowSettingsEditor } from './row-settings-editor';
import { settingsWords } from './settings-words';

type RowProps = {
  row: EditorRow;
  fields: EditorField[];
  sources: MappingSource[];
  taken: string[];
  notes: MappingNote[];
  errors: string[];
  /** A CRM field is being dragged that fits. */
  opensFor: boolean;
  isOpen: boolean;
  disabled: boolean;
  onToggle: () => void;
  onDrop: (source: string) => void;
  onChange: (part: Partial<EditorRow>) => void;
  onRemove: () => void;
};

/** A data field and what fills it; behind the button, how. */
export function MappingRow(props: RowProps) {
  const { row, fields, sources, taken, notes, errors, opensFor, isOpen, disabled, onChange } = props;
  const id = useId();
  const field = fields.find((one) => one.id === row.dataFieldId);
  const target = field?.type ?? 'String';
  const name = field?.name ?? 'this row';
  const chosen = row.sources.flatMap((source) => sources.find((one) => one.name === source) ?? []);
  const fitting = sources
    .filter((source) => fits(source, target))
    .map((source) => ({ value: source.name, label: source.label, hint: source.group }));
  const words = settingsWords(row, chosen, target);
  return (
    <li
      aria-label={name}
      onDragOver={(event) => {
        if (opensFor) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop(event.dataTransfer.getData('text/plain'));
      }}
      className={cn('border-t px-4 py-2.5', opensFor && 'bg-accent-soft')}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-start gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_auto_auto]">
        <Select
          className="max-sm:col-span-3"
          aria-label="Data field"
          disabled={disabled}
          value={row.dataFieldId}
          placeholder="Choose a data field"
          options={fields
            .filter(
              (one) =>
                (!one.gone && !isOfDotdigital(one) && !taken.includes(one.id)) || one.id === row.dataFieldId,
            )
            .map((one) => ({
              value: one.id,
              label: `${one.name} · ${dataFieldTypeLabels[one.type]}${one.gone ? ' · gone' : ''}`,
            }))}
          onChange={(event) =>
            onChange({
              dataFieldId: event.target.value,
              sources: keepFitting(
                row.sources,
                sources,
                fields.find((one) => one.id === event.target.value)?.type,
              ),
              twoWay: false,
            })
          }
        />
        {target === 'String' ? (
          <Combobox
            multiple
            aria-label={`CRM fields for ${name}`}
            disabled={disabled}
            value={row.sources}
            onChange={(next) => onChange({ sources: next, twoWay: false })}
            options={fitting}
            placeholder="Choose CRM fields"
          />
        ) : (
          <Combobox
            aria-label={`CRM field for ${name}`}
            disabled={disabled}
            value={row.sources[0] ?? null}
            onChange={(next) => onChange({ sources: next === null ? [] : [next], twoWay: false })}
            options={fitting}
            placeholder="Choose a CRM field"
            emptyText={`No CRM field fits ${dataFieldTypeLabels[target].toLowerCase()}`}
          />
        )}
        <IconButton
          label={`How ${name} is filled`}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={props.onToggle}
        >
          <SlidersHorizontal aria-hidden />
        </IconButton>
        {!disabled && (
          <IconButton label={`Remove ${name}`} onClick={props.onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {words.length > 0 && !isOpen && <p className="mt-1.5 text-sm text-ink-2">{words.join(' · ')}</p>}
      {[...notes.map(({ text }) => text), ...errors].map((text) => (
        <p
          key={text}
          className={cn(
            'mt-1.5 text-sm',
            notes.some((note) => note.text === text && !note.stops) ? 'text-ink-2' : 'text-bad',
          )}
        >
          {text}
        </p>
      ))}
      {isOpen && (
        <RowSettingsEditor
          id={id}
          row={row}
          name={name}
          type={target}
          sources={chosen}
          disabled={disabled}
          onChange={onChange}
        />
      )}
    </li>
  );
}
