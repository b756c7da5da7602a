'use client';

import { useEffect, useState } from 'react';

import {
  type CrmEntity,
  entityLabels,
  type RecordField,
  type RecordFormInput,
  type RecordView,
} from '@/lib/crm/schemas';
import { failed, ok, type Result } from '@/lib/result';
import { ConflictNotice } from './conflict-notice';
import { changeOf, editText, type RecordChange } from './field-words';
import { RecordFormFields } from './record-form-fields';
import { useRecordForm } from './use-record-form';
import { type Conflict, type SaveRecord, useRecordSave } from './use-record-save';
import { entityNouns } from '../words';

type Owner = { id: string; name: string };
type Saved = { id: string; name: string };

type NewRecordFormProps = {
  entity: CrmEntity;
  fields: RecordField[];
  owners: Owner[];
  ownerId: string | null;
  save: (input: RecordFormInput & { entity: CrmEntity }) => Promise<Result<Saved>>;
};

export function NewRecordForm({ entity, fields, owners, ownerId, save }: NewRecordFormProps) {
  const custom = Object.fromEntries(customOf(fields).map((field) => [field.column, '']));
  const form = useRecordForm(entity, { ownerId, custom }, (input) => save({ ...input, entity }));
  return (
    <RecordFormFields
      form={form}
      custom={customOf(fields)}
      owners={owners}
      cancelHref={entityLabels[entity].path}
    />
  );
}

type EditRecordFormProps = { record: RecordView; fields: RecordField[]; owners: Owner[]; save: SaveRecord };

/** Only what this person changed is sent; where somebody else was faster, their changes come into the form beside one's own. */
export function EditRecordForm({ record, fields, owners, save: saveAction }: EditRecordFormProps) {
  const { save, seen } = useRecordSave(record, fields, saveAction);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const form = useRecordForm(
    record.entity,
    defaults(record, fields),
    async (input) => {
      const outcome = await save(changesBetween(seen.current, input, fields));
      if (outcome.kind === 'saved') return ok(outcome.record);
      if (outcome.kind === 'refused') return failed(outcome.error);
      setConflict(outcome.conflict);
      return failed({ code: 'stale', message: 'Someone else saved first.' });
    },
    record.version,
  );
  const { getValues, setValue } = form.form;
  const [both, setBoth] = useState<string[]>([]);
  useEffect(() => {
    const mine = (conflict?.changes ?? []).filter(
      ({ name, was }) => (getValues(name as 'firstName') ?? '').trim() !== was,
    );
    for (const { name, is } of conflict?.changes ?? []) {
      if (!mine.some((one) => one.name === name))
        setValue(name as 'firstName', name === 'ownerId' && is === '' ? null : is);
    }
    setBoth(
      mine
        .filter(({ name, is }) => (getValues(name as 'firstName') ?? '').trim() !== is)
        .map(({ label }) => label),
    );
  }, [conflict, getValues, setValue]);
  return (
    <RecordFormFields
      form={form}
      custom={customOf(fields)}
      record={record}
      owners={owners}
      cancelHref={`${entityLabels[record.entity].path}/${record.id}`}
      notice={
        conflict && (
          <ConflictNotice conflict={conflict} noun={entityNouns[record.entity].one}>
            What they changed stands in the form now.
            {both.length > 0 && ` Yours stands where you both changed something: ${both.join(', ')}.`} Look at
            it, then save again.
          </ConflictNotice>
        )
      }
    />
  );
}

const customOf = (fields: readonly RecordField[]): RecordField[] =>
  fields.filter((field) => field.source === 'custom' && !field.archived);
const editable = (fields: readonly RecordField[]): RecordField[] =>
  fields.filter((field) => (field.writable && field.name !== 'consentState') || field.name === 'ownerId');

function defaults(record: RecordView, fields: readonly RecordField[]): Partial<RecordFormInput> {
  const own = editable(fields)
    .filter((field) => field.source !== 'custom')
    .map((field) => [field.name, editText(record, field)]);
  return {
    ...Object.fromEntries(own),
    ownerId: record.owner?.id ?? null,
    custom: Object.fromEntries(customOf(fields).map((field) => [field.column, editText(record, field)])),
  };
}

function textOf(input: RecordFormInput, field: RecordField): string {
  const value =
    field.source === 'custom'
      ? input.custom[field.column]
      : input[field.name as Exclude<keyof RecordFormInput, 'custom'>];
  return (value ?? '').trim();
}

function changesBetween(
  before: RecordView,
  input: RecordFormInput,
  fields: readonly RecordField[],
): RecordChange {
  const changed = editable(fields).filter((field) => textOf(input, field) !== editText(before, field));
  const custom = changed
    .filter((field) => field.source === 'custom')
    .map((field) => [field.column, textOf(input, field) || null]);
  return {
    ...Object.assign(
      {},
      ...changed
        .filter((field) => field.source !== 'custom')
        .map((field) => changeOf(field, textOf(input, field))),
    ),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) } : {}),
  };
}
