'use server';

import { defineAction } from '@/app/_server/define-action';
import { recordConsent } from '@/lib/crm';
import {
  addAddresses,
  addMembers,
  applyUpdate,
  archiveMarketingList,
  cloneMarketingList,
  createListFolder,
  createMarketingList,
  deleteListFolder,
  getMarketingList,
  markFavourite,
  moveToFolder,
  removeMember,
  removeMembers,
  renameListFolder,
  restoreMarketingList,
  restoreMembers,
  subscribeMember,
  unsubscribeMember,
  updateMarketingList,
} from '@/lib/marketing-lists';
import {
  AddMembers,
  CreateListFolder,
  CreateMarketingList,
  DeleteListFolder,
  ListId,
  ListVersion,
  MarkFavourite,
  MarkMember,
  MoveToFolder,
  PastedAddresses,
  RemoveMember,
  RemoveMembers,
  RenameListFolder,
  RestoreMembers,
  UpdateMarketingList,
  type AddedMembers,
  type ChangedMembers,
  type EvaluationResult,
  type ListFolder,
  type SavedList,
} from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import { jsonText } from '@/lib/text';

const revalidate = ['/marketing-lists'];
/** As much as a request may hold. */
const mostText = 10_000_000;

const create = defineAction({
  input: jsonText(CreateMarketingList, mostText),
  run: createMarketingList,
  revalidate,
});
const update = defineAction({
  input: jsonText(UpdateMarketingList, mostText),
  run: updateMarketingList,
  revalidate,
});
const clone = defineAction({ input: ListId, run: cloneMarketingList, revalidate });
const archive = defineAction({ input: ListVersion, run: archiveMarketingList, revalidate });
const unarchive = defineAction({ input: ListVersion, run: restoreMarketingList, revalidate });
const apply = defineAction({ input: ListId, run: applyUpdate, revalidate });
const add = defineAction({ input: AddMembers, run: addMembers });
const paste = defineAction({ input: PastedAddresses, run: addAddresses });
const remove = defineAction({ input: RemoveMember, run: removeMember });
const removeMany = defineAction({ input: RemoveMembers, run: removeMembers });
const restoreMany = defineAction({ input: RestoreMembers, run: restoreMembers });
const subscribe = defineAction({ input: MarkMember, run: subscribeMember });
const takeOff = defineAction({ input: MarkMember, run: unsubscribeMember });
const optOut = defineAction({
  input: MarkMember,
  run: async (ctx, input) => {
    const { canChange } = await getMarketingList(ctx, input.listId);
    await recordConsent(ctx, { recordId: input.recordId, state: 'withdrawn' });
    if (canChange) await unsubscribeMember(ctx, input);
  },
});
const favourite = defineAction({ input: MarkFavourite, run: markFavourite, revalidate });
const move = defineAction({ input: MoveToFolder, run: moveToFolder, revalidate });
const newFolder = defineAction({ input: CreateListFolder, run: createListFolder, revalidate });
const renameFolder = defineAction({ input: RenameListFolder, run: renameListFolder, revalidate });
const deleteFolder = defineAction({ input: DeleteListFolder, run: deleteListFolder, revalidate });

/** A list travels as JSON text: React refuses arguments whose arrays hold as much as a filter of 50,000 pasted values. */
export async function createMarketingListAction(input: unknown): Promise<Result<SavedList>> {
  return create(input);
}
export async function updateMarketingListAction(input: unknown): Promise<Result<SavedList>> {
  return update(input);
}
export async function cloneMarketingListAction(input: unknown): Promise<Result<SavedList>> {
  return clone(input);
}
export async function archiveMarketingListAction(input: unknown): Promise<Result<{ id: string }>> {
  return archive(input);
}
export async function restoreMarketingListAction(input: unknown): Promise<Result<{ id: string }>> {
  return unarchive(input);
}
/** Update of an on-demand list, after its difference was shown. */
export async function applyUpdateAction(input: unknown): Promise<Result<EvaluationResult>> {
  return apply(input);
}
export async function addMembersAction(input: unknown): Promise<Result<AddedMembers>> {
  return add(input);
}
export async function addAddressesAction(input: unknown): Promise<Result<AddedMembers>> {
  return paste(input);
}
export async function removeMemberAction(input: unknown): Promise<Result<void>> {
  return remove(input);
}
export async function removeMembersAction(input: unknown): Promise<Result<ChangedMembers>> {
  return removeMany(input);
}
export async function restoreMembersAction(input: unknown): Promise<Result<ChangedMembers>> {
  return restoreMany(input);
}
export async function subscribeMemberAction(input: unknown): Promise<Result<void>> {
  return subscribe(input);
}
export async function takeOffListAction(input: unknown): Promise<Result<void>> {
  return takeOff(input);
}
/** Opted out of mail: recorded as the person's wish, which also goes out to Dotdigital. */
export async function optOutMemberAction(input: unknown): Promise<Result<void>> {
  return optOut(input);
}
export async function markFavouriteAction(input: unknown): Promise<Result<void>> {
  return favourite(input);
}
export async function moveToFolderAction(input: unknown): Promise<Result<{ moved: number; kept: number }>> {
  return move(input);
}
export async function createListFolderAction(input: unknown): Promise<Result<ListFolder>> {
  return newFolder(input);
}
export async function renameListFolderAction(input: unknown): Promise<Result<ListFolder>> {
  return renameFolder(input);
}
/** The folder goes, its lists stay. */
export async function deleteListFolderAction(input: unknown): Promise<Result<{ lists: number }>> {
  return deleteFolder(input);
}
