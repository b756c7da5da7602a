'use client';

import { type Control, useController } from 'react-hook-form';
import { ColumnsPicker } from '@/components/marketing-lists/columns-picker';
import type { Option } from '@/components/ui/select';
import type { CreateMarketingList } from '@/lib/marketing-lists/schemas';
import type { z } from 'zod';

type ColumnsFieldProps = { control: Control<z.input<typeof CreateMarketingList>, unknown, CreateMarketingList>; options: Option[] };

export function ColumnsField({ control, options }: ColumnsFieldProps) {
  const { field, fieldState } = useController({ control, name: 'columns' });
  return (
    <div>
      <div className="mb-[5px] flex flex-wrap items-baseline gap-x-1.5 text-md">
        <span id="list-columns" className="font-medium">Columns</span>
        <span className="text-ink-3">in this order; at least one with an e-mail address</span>
      </div>
      <ColumnsPicker labelledBy="list-columns" describedBy={fieldState.error ? 'list-columns-error' : undefined} options={options} value={field.value} onChange={field.onChange} />
      {fieldState.error && <p id="list-columns-error" role="alert" className="mt-1 text-sm text-bad">{fieldState.error.message}</p>}
    </div>
  );
}
