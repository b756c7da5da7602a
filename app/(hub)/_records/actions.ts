'use server';

import { defineAction } from '@/app/_server/define-action';
import { bookMembersFollowMerge } from '@/lib/address-books';
import {
  changeRecordTag,
  createRecord,
  deleteRecord,
  mergeRecords,
  recordConsent,
  undoMerge,
  updateRecord,
} from '@/lib/crm';
import {
  ChangeTagInput,
  CreateRecordInput,
  MergeRecordsInput,
  RecordConsentInput,
  RecordRef,
  UndoMergeInput,
  UpdateRecordInput,
} from '@/lib/crm/schemas';
import { listItemsFollowMerge } from '@/lib/marketing-lists';

const grids = ['/contacts', '/leads', '/customers'];
const followers = [listItemsFollowMerge, bookMembersFollowMerge];

const create = defineAction({
  input: CreateRecordInput,
  run: async (ctx, input) => brief(await createRecord(ctx, input)),
});
export async function createRecordAction(input: unknown) {
  return create(input);
}

const update = defineAction({ input: UpdateRecordInput, run: updateRecord });
export async function updateRecordAction(input: unknown) {
  return update(input);
}

const changeTag = defineAction({ input: ChangeTagInput, run: changeRecordTag });
export async function changeRecordTagAction(input: unknown) {
  return changeTag(input);
}

const consent = defineAction({ input: RecordConsentInput, run: recordConsent });
export async function recordConsentAction(input: unknown) {
  return consent(input);
}

const remove = defineAction({ input: RecordRef, run: deleteRecord, revalidate: grids });
export async function deleteRecordAction(input: unknown) {
  return remove(input);
}

const merge = defineAction({
  input: MergeRecordsInput,
  run: (ctx, input) => mergeRecords(ctx, input, followers),
  revalidate: grids,
});
export async function mergeRecordsAction(input: unknown) {
  return merge(input);
}

const unmerge = defineAction({
  input: UndoMergeInput,
  run: (ctx, input) => undoMerge(ctx, input, followers),
  revalidate: grids,
});
export async function undoMergeAction(input: unknown) {
  return unmerge(input);
}

const brief = ({ id, name }: { id: string; name: string }): { id: string; name: string } => ({ id, name });
