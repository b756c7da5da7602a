'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';

import { leaveAsked } from '../forms/unsaved';
import { Scrim } from '../ui/dialog';
import { useRecordSearch } from './use-record-search';

type Place = { label: string; hint?: string; href: string };

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  places: Place[];
  actions: Place[];
};

export function CommandPalette({ open, onOpenChange, places, actions }: CommandPaletteProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Scrim className="place-items-start justify-items-center pt-[12vh]">
          <Radix.Content
            aria-describedby={undefined}
            className="w-full max-w-[560px] animate-rise overflow-clip rounded-lg border bg-surface shadow-pop focus-visible:outline-none"
          >
            <Radix.Title className="sr-only">Search or jump to</Radix.Title>
            <PaletteBody places={places} actions={actions} onDone={() => onOpenChange(false)} />
          </Radix.Content>
        </Scrim>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ places, actions, onDone }: { places: Place[]; actions: Place[]; onDone: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { groups, searching, failed } = useRecordSearch(text);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (place: Place): boolean => {
    const all = `${place.label} ${place.hint ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const shown = [
    { label: 'Pages', items: places.filter(fits) },
    { label: 'Actions', items: actions.filter(fits) },
    ...groups,
  ].filter((group) => group.items.length > 0);

  return (
    <Command shouldFilter={false} loop label="Search or jump to">
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Search people, lists, campaigns, or jump to a page"
        className="h-12 w-full border-b bg-transparent px-4 text-[15px] outline-none"
      />
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
        {shown.map((group) => (
          <Command.Group
            key={group.label}
            heading={group.label}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
          >
            {group.items.map((item) => (
              <Command.Item
                key={item.href + item.label}
                value={`${group.label}:${item.href}:${item.label}`}
                onSelect={() => {
                  onDone();
                  leaveAsked(() => router.push(item.href));
                }}
                className="flex cursor-pointer items-center gap-3 rounded-sm px-2.5 py-2 data-[selected=true]:bg-sunken"
              >
                <span className="min-w-0 flex-1 cut">{item.label}</span>
                {item.hint && <span className="max-w-[50%] cut text-sm text-ink-3">{item.hint}</span>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {shown.length === 0 && !searching && (
          <p className="px-2.5 py-6 text-center text-ink-3">Nothing has this name</p>
        )}
        {searching && <p className="px-2.5 py-2 text-sm text-ink-3">Searching records…</p>}
        {failed && (
          <p className="px-2.5 py-2 text-sm text-bad">
            Records could not be searched. Pages and actions still work.
          </p>
        )}
      </Command.List>
    </Command>
  );
}
