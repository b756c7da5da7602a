'use client';

import { BooleanEditor, ChoiceEditor } from './filter-choices';
import { DateEditor } from './filter-dates';
import type { EditorProps } from './filter-frame';
import { NumberEditor, TextEditor } from './filter-values';

export function FilterEditor({ field, filter, onApply }: EditorProps) {
  switch (field.filter.type) {
    case 'text':
      return <TextEditor field={field} filter={filter} onApply={onApply} />;
    case 'number':
      return <NumberEditor field={field} filter={filter} onApply={onApply} />;
    case 'choice':
      return (
        <ChoiceEditor
          field={field}
          filter={filter}
          onApply={onApply}
          options={field.filter.options}
          load={field.filter.load}
        />
      );
    case 'date':
      return <DateEditor field={field} filter={filter} onApply={onApply} zone={field.filter.zone} />;
    case 'boolean':
      return <BooleanEditor field={field} filter={filter} onApply={onApply} />;
  }
}
