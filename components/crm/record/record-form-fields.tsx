'use client';

import { Fragment, type ReactNode } from 'react';

import { ActionForm, ComboboxField, FieldDivider, FieldRow } from '@/components/forms';
import { Card } from '@/components/ui/card';
import type { RecordField, RecordView } from '@/lib/crm/schemas';
import { formParts } from './form-parts';
import { RecordFormField } from './record-form-field';
import type { RecordFormState } from './use-record-form';

type RecordFormFieldsProps = {
  form: RecordFormState;
  custom: RecordField[];
  owners: { id: string; name: string }[];
  cancelHref: string;
  /** The one that is edited. */
  record?: RecordView;
  /** Above the buttons. */
  notice?: ReactNode;
};

export function RecordFormFields({
  form,
  custom,
  owners,
  cancelHref,
  record,
  notice,
}: RecordFormFieldsProps) {
  return (
    <Card className="max-w-[760px] p-5">
      <ActionForm form={form} submit="Save and Close" cancelHref={cancelHref}>
        {formParts.map((fields, n) => (
          <Fragment key={n}>
            {n > 0 && <FieldDivider />}
            <FieldRow>
              {fields.map((field, place) => (
                <RecordFormField
                  key={field.name}
                  form={form}
                  field={field}
                  stored={record?.values[field.name] ?? ''}
                  autoFocus={n === 0 && place === 0}
                />
              ))}
            </FieldRow>
          </Fragment>
        ))}
        <FieldRow>
          <ComboboxField
            control={form.control}
            name="ownerId"
            label="Owner"
            clearable
            placeholder="Nobody"
            options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
          />
        </FieldRow>
        {custom.length > 0 && (
          <>
            <FieldDivider />
            <div
              role="group"
              aria-label="Custom fields"
              className="grid items-start gap-x-3.5 gap-y-4 sm:grid-cols-2"
            >
              {custom.map((field) => (
                <RecordFormField
                  key={field.name}
                  form={form}
                  field={field}
                  stored={record?.values[field.name] ?? ''}
                />
              ))}
            </div>
          </>
        )}
        {notice}
      </ActionForm>
    </Card>
  );
}
