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

export const createRecordAction = defineAction({
  input: CreateRecordInput,
  run: async (ctx, input) => brief(await createRecord(ctx, input)),
});
export const updateRecordAction = defineAction({ input: UpdateRecordInput, run: updateRecord });
export const changeRecordTagAction = defineAction({ input: ChangeTagInput, run: changeRecordTag });
export const recordConsentAction = defineAction({ input: RecordConsentInput, run: recordConsent });
export const deleteRecordAction = defineAction({ input: RecordRef, run: deleteRecord, revalidate: grids });
export const mergeRecordsAction = defineAction({
  input: MergeRecordsInput,
  run: (ctx, input) => mergeRecords(ctx, input, followers),
  revalidate: grids,
});
export const undoMergeAction = defineAction({
  input: UndoMergeInput,
  run: (ctx, input) => undoMerge(ctx, input, followers),
  revalidate: grids,
});

const brief = ({ id, name }: { id: string; name: string }): { id: string; name: string } => ({ id, name });
