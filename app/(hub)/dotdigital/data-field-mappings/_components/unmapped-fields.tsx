'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { Num } from '@/components/ui/numbers';
import { dataFieldTypeLabels, type MappingSource, type SuggestedRow } from '@/lib/data-fields/schemas';
import { fits, type EditorField } from './editor-rows';

const mostShown = 40;

type UnmappedFieldsProps = {
  fields: EditorField[];
  suggestions: SuggestedRow[];
  sources: MappingSource[];
  dragged: MappingSource | undefined;
  onMap: (field: EditorField, sources: string[]) => void;
  onTakeAll: () => void;
};

/** The account's data fields that nothing fills: each takes what is dragged onto it, what was suggested, or a row to choose in. */
export function UnmappedFields(props: UnmappedFieldsProps) {
  const { fields, suggestions, sources, dragged, onMap } = props;
  const [search, setSearch] = useState('');
  if (fields.length === 0) return null;
  const found = fields.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const labels = (names: string[]): string =>
    names.map((name) => sources.find((one) => one.name === name)?.label ?? name).join(', ');
  return (
    <Card aria-label="Unmapped data fields">
      <CardHeader
        title="Unmapped data fields"
        right={
          suggestions.length > 0 && (
            <Button size="sm" onClick={props.onTakeAll}>
              Take all <Num value={suggestions.length} /> suggestions
            </Button>
          )
        }
      />
      <div className="px-4 pt-2.5 pb-2">
        <Input
          type="search"
          aria-label="Search unmapped data fields"
          placeholder="Search data fields"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ul aria-label="Unmapped data fields">
        {found.slice(0, mostShown).map((field) => {
          const opensFor = fits(dragged, field.type);
          const suggestion = suggestions.find((one) => one.dataFieldId === field.id);
          return (
            <li
              key={field.id}
              aria-label={field.name}
              onDragOver={(event) => {
                if (opensFor) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                onMap(field, [event.dataTransfer.getData('text/plain')]);
              }}
              className={cn(
                'flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2',
                opensFor && 'bg-accent-soft',
              )}
            >
              <span className="min-w-0 flex-[1_1_140px] font-mono text-sm break-all">{field.name}</span>
              <span className="text-sm text-ink-3">{dataFieldTypeLabels[field.type]}</span>
              <span className="ml-auto flex flex-wrap justify-end gap-x-2 gap-y-1">
                {suggestion && (
                  <Button
                    size="sm"
                    aria-label={`Take ${labels(suggestion.sources)} for ${field.name}`}
                    onClick={() => onMap(field, suggestion.sources)}
                  >
                    Take {labels(suggestion.sources)}
                  </Button>
                )}
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={`Map ${field.name}`}
                  onClick={() => onMap(field, [])}
                >
                  Map
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {found.length > mostShown && (
        <p className="border-t px-4 py-2 text-sm text-ink-3">
          <Num value={found.length - mostShown} /> more; search for one by its name.
        </p>
      )}
      {found.length === 0 && <p className="border-t px-4 py-2 text-ink-3">Nothing found</p>}
    </Card>
  );
}
