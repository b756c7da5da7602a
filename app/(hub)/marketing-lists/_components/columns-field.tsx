'use client';

import { useController } from 'react-hook-form';
import { ColumnsPicker } from '@/components/marketing-lists/columns-picker';
import type { ListFormOptions } from '@/lib/marketing-lists/schemas';
import type { ListControl } from './list-values';

export function ColumnsField({
  control,
  options,
}: {
  control: ListControl;
  options: ListFormOptions['columns'];
}) {
  const { field, fieldState } = useController({ control, name: 'columns' });
  return (
    <div>
      <div className="mb-[5px] flex flex-wrap items-baseline gap-x-1.5 text-md">
        <span id="list-columns" className="font-medium">
          Columns
        </span>
        <span className="text-ink-3">in this order; at least one with an e-mail address</span>
      </div>
      <ColumnsPicker
        labelledBy="list-columns"
        describedBy={fieldState.error ? 'list-columns-error' : undefined}
        options={options}
        value={field.value}
        onChange={field.onChange}
      />
      {fieldState.error && (
        <p id="list-columns-error" role="alert" className="mt-1 text-sm text-bad">
          {fieldState.error.message}
        </p>
      )}
    </div>
  );
}
