'use client';

import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { useId, useState, type Ref } from 'react';

import type { FilterField } from '@/lib/filters/schemas';

import { cn } from '../ui/cn';
import { inputStyles } from '../ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover';

type Choice = { value: string; label: string; hint?: string; keywords?: readonly string[] };
type ChoiceGroup = { label: string; choices: readonly Choice[] };

type GroupedPickerProps = {
  ref?: Ref<HTMLButtonElement>;
  label: string;
  value: string;
  /** What stands there: the chosen label, or what to choose. */
  shown: string;
  groups: readonly ChoiceGroup[];
  searchPlaceholder: string;
  emptyText: string;
  openAtFirst?: boolean;
  chosen: boolean;
  onChange: (value: string) => void;
};

/** One of many, found by typing a part of its name; what belongs together stands together. */
export function GroupedPicker({
  ref,
  label,
  value,
  shown,
  groups,
  searchPlaceholder,
  emptyText,
  openAtFirst = false,
  chosen,
  onChange,
}: GroupedPickerProps) {
  const [open, setOpen] = useState(openAtFirst);
  const listId = useId();
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          ref={ref}
          type="button"
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-haspopup="listbox"
          aria-controls={open ? listId : undefined}
          className={cn(inputStyles, 'flex h-9 w-auto max-w-full items-center gap-2 text-left sm:max-w-72')}
        >
          <span className={cn('min-w-0 flex-1 cut', !chosen && 'text-ink-3')}>{shown}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      </PopoverTrigger>
      <PopoverContent label={label} className="w-[340px] max-w-[calc(100vw-32px)] p-0">
        <Choices
          listId={listId}
          value={value}
          groups={groups}
          searchPlaceholder={searchPlaceholder}
          emptyText={emptyText}
          onChoose={(next) => {
            onChange(next);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

type ChoicesProps = Pick<GroupedPickerProps, 'value' | 'groups' | 'searchPlaceholder' | 'emptyText'> & {
  listId: string;
  onChoose: (value: string) => void;
};

function Choices({ listId, value, groups, searchPlaceholder, emptyText, onChoose }: ChoicesProps) {
  const [search, setSearch] = useState('');
  const shown = bestFirst(groups, search);
  return (
    <Command loop shouldFilter={false} label={searchPlaceholder}>
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder={searchPlaceholder}
        className="h-10 w-full border-b bg-transparent px-3 outline-none"
      />
      <Command.List id={listId} label={searchPlaceholder} className="max-h-80 overflow-y-auto p-1">
        {shown.length === 0 && (
          <p role="presentation" className="px-2.5 py-3 text-ink-3">
            {emptyText}
          </p>
        )}
        {shown.map((group) => (
          <Command.Group
            key={group.label}
            heading={group.label}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
          >
            {group.choices.map((choice) => (
              <Command.Item
                key={choice.value}
                value={`${group.label} ${choice.value}`}
                onSelect={() => onChoose(choice.value)}
                className="flex cursor-pointer items-center gap-2 rounded-[5px] px-2.5 py-[7px] data-[selected=true]:bg-sunken"
              >
                <Check
                  aria-hidden
                  className={cn('size-3.5 shrink-0 text-accent-text', choice.value !== value && 'invisible')}
                />
                <span className="min-w-0 flex-1 cut">{choice.label}</span>
                {choice.hint && <span className="max-w-[50%] cut text-sm text-ink-3">{choice.hint}</span>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

/** What fits best stands first, its group with it. cmdk would sort too, but leaves groups with a blank in their name where they are. */
export function bestFirst(groups: readonly ChoiceGroup[], search: string): ChoiceGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...groups];
  const scored = groups.map((group) => {
    const choices = group.choices
      .map((choice) => ({ choice, score: score(choice, group.label, words) }))
      .filter((one) => one.score > 0)
      .sort((a, b) => b.score - a.score);
    return { label: group.label, best: choices[0]?.score ?? 0, choices: choices.map(({ choice }) => choice) };
  });
  return scored.filter(({ best }) => best > 0).sort((a, b) => b.best - a.best);
}

/** The name itself, then words it is also known by; every word that was typed must be in one of them. */
function score({ label, keywords = [], hint = '' }: Choice, group: string, words: string[]): number {
  const name = label.toLowerCase();
  const all = [name, group, hint, ...keywords].join(' ').toLowerCase();
  if (!words.every((word) => all.includes(word))) return 0;
  if (name === words.join(' ')) return 4;
  if (name.startsWith(words[0] ?? '')) return 3;
  return words.every((word) => name.includes(word)) ? 2 : 1;
}

type FieldPickerProps = {
  ref?: Ref<HTMLButtonElement>;
  fields: readonly FilterField[];
  name: string;
  openAtFirst?: boolean;
  onChange: (name: string) => void;
};

export function FieldPicker({ ref, fields, name, openAtFirst, onChange }: FieldPickerProps) {
  const field = fields.find((one) => one.name === name);
  return (
    <GroupedPicker
      ref={ref}
      label="Field"
      value={name}
      shown={field?.label ?? (name ? 'A field that is gone' : 'Choose a field')}
      chosen={field !== undefined}
      groups={[...new Set(fields.map(({ group }) => group))].map((group) => ({
        label: group,
        choices: fields
          .filter((one) => one.group === group)
          .map((one) => ({ value: one.name, label: one.label, keywords: [one.hint ?? ''] })),
      }))}
      searchPlaceholder="Type a part of its name"
      emptyText="No field has this name"
      openAtFirst={openAtFirst}
      onChange={onChange}
    />
  );
}
