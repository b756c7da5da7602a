import type { Control } from 'react-hook-form';
import type { z } from 'zod';
import { DateField, SelectField, TextField } from '@/components/forms';
import type { CreateDataFieldInput, DataFieldType } from '@/lib/data-fields/schemas';

type DefaultValueFieldProps = {
  control: Control<CreateDataFieldInput, unknown, z.output<typeof CreateDataFieldInput>>;
  type: DataFieldType;
};

/** What a contact has where nothing was sent, in the way that its type is written. */
export function DefaultValueField({ control, type }: DefaultValueFieldProps) {
  const shared = { control, name: 'defaultValue', label: 'Default value' } as const;
  switch (type) {
    case 'Boolean':
      return (
        <SelectField
          key={type}
          {...shared}
          placeholder="None"
          options={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
        />
      );
    case 'Date':
      return <DateField key={type} {...shared} />;
    case 'Numeric':
      return <TextField key={type} {...shared} hint="A number such as 12.5, or nothing." />;
    case 'String':
      return <TextField key={type} {...shared} hint="Any text, or nothing." max={1000} />;
  }
}
