'use client';

import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { type Ref, useId, useState } from 'react';

import { listSome } from '@/lib/format';

import { cn } from './cn';
import { inputStyles } from './input';
import { Popover, PopoverContent, PopoverTrigger } from './popover';
import type { Option } from './select';
import { useOptions } from './use-options';

type Common = {
  ref?: Ref<HTMLButtonElement>;
  id?: string;
  /** Known options, or the ones that name the chosen values when `load` brings the rest. */
  options?: readonly Option[];
  /** Asked with what was typed; runs on the client. */
  load?: (search: string) => Promise<Option[]>;
  placeholder?: string;
  searchPlaceholder?: string;
  /** "No list has this name" */
  emptyText?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  onBlur?: () => void;
};

type ComboboxProps = Common &
  (
    | {
        multiple?: false;
        value: string | null;
        onChange: (value: string | null) => void;
        clearable?: boolean;
      }
    | { multiple: true; value: readonly string[]; onChange: (value: string[]) => void }
  );

export function Combobox(props: ComboboxProps) {
  const {
    options = [],
    load,
    placeholder = 'Choose',
    searchPlaceholder = 'Search',
    emptyText = 'Nothing found',
    className,
  } = props;
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const listId = useId();
  const { shown, known, loading } = useOptions({ options, load, search, open });
  const chosen = props.multiple ? props.value : props.value === null ? [] : [props.value];
  const labels = chosen.map((value) => known.get(value)?.label ?? value);

  const choose = (value: string): void => {
    if (props.multiple) {
      props.onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
      return;
    }
    props.onChange(props.clearable && props.value === value ? null : value);
    setOpen(false);
  };

  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSearch('');
        if (!next) props.onBlur?.();
      }}
    >
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          ref={props.ref}
          id={props.id}
          aria-expanded={open}
          aria-haspopup="listbox"
          aria-controls={open ? listId : undefined}
          aria-label={props['aria-label']}
          aria-labelledby={props['aria-labelledby']}
          aria-describedby={props['aria-describedby']}
          aria-invalid={props['aria-invalid'] || undefined}
          disabled={props.disabled}
          className={cn(inputStyles, 'flex h-9 items-center gap-2 text-left', className)}
        >
          <span
            title={labels.join(', ') || undefined}
            className={cn('min-w-0 flex-1 cut', labels.length === 0 && 'text-ink-3')}
          >
            {labels.length === 0 ? placeholder : listSome(labels, 3)}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      </PopoverTrigger>
      <PopoverContent
        label={props['aria-label'] ?? searchPlaceholder}
        className="w-[max(var(--radix-popover-trigger-width),240px)] p-0"
      >
        <Command shouldFilter={!load} loop label={searchPlaceholder}>
          <Command.Input
            value={search}
            onValueChange={setSearch}
            placeholder={searchPlaceholder}
            className="h-10 w-full border-b bg-transparent px-3 outline-none"
          />
          <Command.List
            id={listId}
            label={searchPlaceholder}
            className="max-h-64 overflow-y-auto p-1"
            aria-multiselectable={props.multiple || undefined}
          >
            {!loading && <Command.Empty className="px-2.5 py-3 text-ink-3">{emptyText}</Command.Empty>}
            {loading && shown.length === 0 && <p className="px-2.5 py-3 text-ink-3">Searching…</p>}
            {shown.map((option) => (
              <ComboboxItem
                key={option.value}
                option={option}
                chosen={chosen.includes(option.value)}
                onSelect={choose}
              />
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

type ItemProps = { option: Option; chosen: boolean; onSelect: (value: string) => void };

function ComboboxItem({ option, chosen, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={option.value}
      keywords={[option.label, option.hint ?? '']}
      disabled={option.disabled}
      onSelect={() => onSelect(option.value)}
      className="flex items-center gap-2 rounded-[5px] px-2.5 py-[7px] data-[disabled=true]:text-ink-3 data-[selected=true]:bg-sunken"
    >
      <Check aria-hidden className={cn('size-3.5 shrink-0 text-accent-text', !chosen && 'invisible')} />
      <span className="min-w-0 flex-1 cut">{option.label}</span>
      {option.hint && <span className="max-w-[45%] cut text-sm text-ink-3">{option.hint}</span>}
      {chosen && <span className="sr-only">chosen</span>}
    </Command.Item>
  );
}
