'use client';

import { ChevronLeft, ChevronRight, X } from 'lucide-react';

import { GroupedPicker } from '../query/field-picker';
import { IconButton } from '../ui/button';

type ColumnsPickerProps = {
  labelledBy: string;
  describedBy?: string;
  options: readonly { name: string; label: string; group: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
};

/** The chosen columns in their order; each moves and goes by its own buttons, a new one is found by typing. */
export function ColumnsPicker({ labelledBy, describedBy, options, value, onChange }: ColumnsPickerProps) {
  const rest = options.filter(({ name }) => !value.includes(name));
  const move = (from: number, by: number): void => {
    const next = [...value];
    const [moved] = next.splice(from, 1);
    if (moved !== undefined) next.splice(from + by, 0, moved);
    onChange(next);
  };
  return (
    <div
      role="group"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="flex flex-wrap items-center gap-2"
    >
      <ol aria-label="Chosen columns" className="contents">
        {value.map((name, n) => {
          const label = options.find((option) => option.name === name)?.label ?? name;
          return (
            <li
              key={name}
              className="inline-flex h-9 max-w-full min-w-0 items-center rounded-sm border border-line-strong bg-surface pl-2.5"
            >
              <span className="mr-1 cut">{label}</span>
              <IconButton
                label={`Move ${label} left`}
                size="sm"
                className="w-6"
                disabled={n === 0}
                onClick={() => move(n, -1)}
              >
                <ChevronLeft aria-hidden />
              </IconButton>
              <IconButton
                label={`Move ${label} right`}
                size="sm"
                className="w-6"
                disabled={n === value.length - 1}
                onClick={() => move(n, 1)}
              >
                <ChevronRight aria-hidden />
              </IconButton>
              <IconButton
                label={`Remove column ${label}`}
                size="sm"
                className="w-6"
                onClick={() => onChange(value.filter((one) => one !== name))}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ol>
      {rest.length > 0 && (
        <GroupedPicker
          label="Add a column"
          value=""
          shown="Add a column"
          chosen={false}
          groups={[...new Set(rest.map(({ group }) => group))].map((group) => ({
            label: group,
            choices: rest
              .filter((one) => one.group === group)
              .map(({ name, label }) => ({ value: name, label })),
          }))}
          searchPlaceholder="Type a part of its name"
          emptyText="No field has this name"
          onChange={(name) => onChange([...value, name])}
        />
      )}
    </div>
  );
}
