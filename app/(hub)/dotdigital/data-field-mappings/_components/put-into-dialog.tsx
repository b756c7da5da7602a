'use client';

import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { dataFieldTypeLabels, type MappingSource } from '@/lib/data-fields/schemas';
import { fits, isOfDotdigital, type EditorField } from './editor-rows';

type PutIntoDialogProps = {
  source: MappingSource;
  fields: EditorField[];
  mapped: readonly string[];
  onChoose: (field: EditorField) => void;
  onClose: () => void;
};

/** What dragging does, by typing: which data field a CRM field goes into. Only those that it fits are offered. */
export function PutIntoDialog({ source, fields, mapped, onChoose, onClose }: PutIntoDialogProps) {
  useFocusGoesBack();
  const fitting = fields.filter((field) => !field.gone && !isOfDotdigital(field) && fits(source, field.type));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={`Put ${source.label} into`}
      description="A text field that is mapped already takes it beside what is there."
    >
      <Command label="Data fields" loop className="rounded-sm border">
        <Command.Input
          placeholder="Search data fields"
          className="h-10 w-full border-b bg-transparent px-3 outline-none"
        />
        <Command.List label="Data fields" className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-2.5 py-3 text-ink-3">No data field fits</Command.Empty>
          {fitting.map((field) => (
            <Command.Item
              key={field.id}
              value={field.name}
              onSelect={() => onChoose(field)}
              className="flex items-center gap-2 rounded-[5px] px-2.5 py-[7px] data-[selected=true]:bg-sunken"
            >
              <span className="min-w-0 flex-1 font-mono text-sm break-all">{field.name}</span>
              <span className="text-sm text-ink-3">
                {mapped.includes(field.id) ? 'mapped · ' : ''}
                {dataFieldTypeLabels[field.type]}
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** A dialog without a trigger of its own leaves the focus nowhere: it goes back to the button that asked for it. */
function useFocusGoesBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      queueMicrotask(() => {
        if (before instanceof HTMLElement) before.focus();
      }),
    [before],
  );
}
