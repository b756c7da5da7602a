'use server';

import { defineAction } from '@/app/_server/define-action';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { createDataField, deleteDataField, updateDataField } from '@/lib/data-fields';
import { CreateDataFieldInput, DeleteDataFieldInput, UpdateDataFieldInput } from '@/lib/data-fields/schemas';

const revalidate = ['/dotdigital/data-fields', '/dotdigital/data-field-mappings'];

export const createDataFieldAction = defineAction({
  input: CreateDataFieldInput,
  run: (ctx, input) =>
    withDotdigital(ctx, input.integrationId, (client) => createDataField(ctx, client, input)),
  revalidate,
});
export const updateDataFieldAction = defineAction({
  input: UpdateDataFieldInput,
  run: updateDataField,
  revalidate,
});
export const deleteDataFieldAction = defineAction({
  input: DeleteDataFieldInput,
  run: (ctx, input) =>
    withDotdigital(ctx, input.integrationId, (client) => deleteDataField(ctx, client, input)),
  revalidate,
});
