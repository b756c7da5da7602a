'use client';

import { GripVertical, Plus } from 'lucide-react';
import { useState } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { IconButton } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { MappingSource } from '@/lib/data-fields/schemas';

type FieldPaletteProps = {
  sources: MappingSource[];
  used: readonly string[];
  disabled: boolean;
  onDrag: (source: string | null) => void;
  onPick: (source: MappingSource) => void;
};

/** The entity's fields. Each can be dragged onto a data field, or put into one by its button. */
export function FieldPalette({ sources, used, disabled, onDrag, onPick }: FieldPaletteProps) {
  const [search, setSearch] = useState('');
  const word = search.trim().toLowerCase();
  const shown = sources.filter(({ label, group }) => `${label} ${group}`.toLowerCase().includes(word));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <Card aria-label="CRM fields">
      <CardHeader title="CRM fields" right={disabled ? undefined : 'drag, or +'} />
      <div className="px-4 pt-2.5 pb-2">
        <Input
          type="search"
          aria-label="Search CRM fields"
          placeholder="Search CRM fields"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div className="max-h-[min(640px,70dvh)] overflow-x-hidden overflow-y-auto px-2 pb-3">
        {groups.length === 0 && <p className="px-2 py-2 text-ink-3">Nothing found</p>}
        {groups.map((group) => (
          <div key={group}>
            <h3 className="px-2 pt-2 pb-1 text-xs font-medium text-ink-3">{group}</h3>
            <ul aria-label={group}>
              {shown
                .filter((source) => source.group === group)
                .map((source) => (
                  <li
                    key={source.name}
                    draggable={!disabled}
                    onDragStart={(event) => {
                      event.dataTransfer.setData('text/plain', source.name);
                      event.dataTransfer.effectAllowed = 'copy';
                      onDrag(source.name);
                    }}
                    onDragEnd={() => onDrag(null)}
                    className={
                      disabled
                        ? 'flex items-center gap-1.5 rounded-sm px-2 py-1'
                        : 'flex cursor-grab items-center gap-1.5 rounded-sm px-2 py-0.5 hover:bg-sunken'
                    }
                  >
                    {!disabled && <GripVertical aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
                    <span className="min-w-0 flex-1 break-words">{source.label}</span>
                    {used.includes(source.name) && <span className="text-xs text-ink-3">mapped</span>}
                    {!disabled && (
                      <IconButton
                        size="sm"
                        label={`Put ${source.label} into a data field`}
                        onClick={() => onPick(source)}
                      >
                        <Plus aria-hidden />
                      </IconButton>
                    )}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
