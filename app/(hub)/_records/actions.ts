'use server';

import { defineAction } from '@/app/_server/define-action';
import { createRecord, deleteRecord, recordConsent, updateRecord } from '@/lib/crm';
import { CreateRecordInput, RecordConsentInput, RecordRef, UpdateRecordInput } from '@/lib/crm/schemas';

const create = defineAction({
  input: CreateRecordInput,
  run: async (ctx, input) => brief(await createRecord(ctx, input)),
});
export async function createRecordAction(input: unknown) {
  return create(input);
}

const update = defineAction({
  input: UpdateRecordInput,
  run: async (ctx, input) => brief(await updateRecord(ctx, input)),
});
export async function updateRecordAction(input: unknown) {
  return update(input);
}

const consent = defineAction({
  input: RecordConsentInput,
  run: async (ctx, input) => brief(await recordConsent(ctx, input)),
});
export async function recordConsentAction(input: unknown) {
  return consent(input);
}

const remove = defineAction({
  input: RecordRef,
  run: (ctx, input) => deleteRecord(ctx, input),
  revalidate: ['/contacts', '/leads', '/customers'],
});
export async function deleteRecordAction(input: unknown) {
  return remove(input);
}

const brief = ({ id, name }: { id: string; name: string }): { id: string; name: string } => ({ id, name });
