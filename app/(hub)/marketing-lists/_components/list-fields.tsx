'use client';

import {
  CheckboxField,
  ComboboxField,
  FieldRow,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '@/components/forms';
import { Card } from '@/components/ui/card';
import { listTypeOptions, type ListFormOptions } from '@/lib/marketing-lists/schemas';
import { ColumnsField } from './columns-field';
import { zoneWords } from './list-words';
import type { FormOptions } from './form-options';
import type { ListControl } from './list-values';

type ListFieldsProps = Pick<FormOptions, 'owners' | 'folders' | 'entities'> & {
  control: ListControl;
  isNew: boolean;
  entity: string;
  columns: ListFormOptions['columns'];
  /** Where its days are counted when nothing is chosen. */
  ownZone: Pick<ListFormOptions['catalogue'], 'timeZone' | 'timeZoneSource'>;
};

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}));

/** Everything of a list but its filter. */
export function ListFields({
  control,
  isNew,
  entity,
  columns,
  ownZone,
  owners,
  folders,
  entities,
}: ListFieldsProps) {
  return (
    <Card className="grid gap-4 p-5">
      <FieldRow>
        <TextField control={control} name="name" label="Name" autoFocus={isNew} max={255} />
        <ComboboxField
          control={control}
          name="ownerId"
          label="Owner"
          options={owners}
          clearable
          placeholder="Nobody"
          hint="Changes it, with the admins. A list of nobody is everyone’s."
        />
      </FieldRow>
      <TextareaField control={control} name="description" label="Description" note="optional" rows={2} />
      <FieldRow>
        <div className="grid content-start gap-4">
          <SelectField
            control={control}
            name="entity"
            label="Entity"
            options={isNew ? entities : entities.filter(({ value }) => value === entity)}
            hint={isNew ? 'Which kind of record the list holds.' : 'A list stays with its kind of record.'}
          />
          <ComboboxField
            control={control}
            name="folderId"
            label="Folder"
            note="optional"
            options={folders}
            clearable
            placeholder="None"
            emptyText="There is no folder yet"
          />
          <ComboboxField
            control={control}
            name="timeZone"
            label="Time zone"
            note="optional"
            options={zones}
            clearable
            placeholder={ownZone.timeZone}
            hint={`Where its days begin. Empty: ${zoneWords(ownZone.timeZoneSource)}.`}
          />
          <CheckboxField control={control} name="ownerOnly" label="Only its owner and admins see it" />
        </div>
        <RadioField control={control} name="type" label="Type" options={[...listTypeOptions]} />
      </FieldRow>
      <ColumnsField control={control} options={columns} />
    </Card>
  );
}
