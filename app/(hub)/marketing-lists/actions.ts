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
  createListOfShown,
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
  CreateListOfShown,
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
} from '@/lib/marketing-lists/schemas';
import { jsonText } from '@/lib/text';

const revalidate = ['/marketing-lists'];
/** As much as a request may hold. */
const maxText = 10_000_000;

/** A list travels as JSON text: React refuses arguments whose arrays hold as much as a filter of 50,000 pasted values. */
export const createMarketingListAction = defineAction({
  input: jsonText(CreateMarketingList, maxText),
  run: createMarketingList,
  revalidate,
});
export const createListOfShownAction = defineAction({
  input: CreateListOfShown,
  run: createListOfShown,
  revalidate,
});
export const updateMarketingListAction = defineAction({
  input: jsonText(UpdateMarketingList, maxText),
  run: updateMarketingList,
  revalidate,
});
export const cloneMarketingListAction = defineAction({ input: ListId, run: cloneMarketingList, revalidate });
export const archiveMarketingListAction = defineAction({
  input: ListVersion,
  run: archiveMarketingList,
  revalidate,
});
export const restoreMarketingListAction = defineAction({
  input: ListVersion,
  run: restoreMarketingList,
  revalidate,
});
/** Update of an on-demand list, after its difference was shown. */
export const applyUpdateAction = defineAction({ input: ListId, run: applyUpdate, revalidate });
export const addMembersAction = defineAction({ input: AddMembers, run: addMembers });
export const addAddressesAction = defineAction({ input: PastedAddresses, run: addAddresses });
export const removeMemberAction = defineAction({ input: RemoveMember, run: removeMember });
export const removeMembersAction = defineAction({ input: RemoveMembers, run: removeMembers });
export const restoreMembersAction = defineAction({ input: RestoreMembers, run: restoreMembers });
export const subscribeMemberAction = defineAction({ input: MarkMember, run: subscribeMember });
export const takeOffListAction = defineAction({ input: MarkMember, run: unsubscribeMember });
/** Opted out of mail: recorded as the person's wish, which also goes out to Dotdigital. */
export const optOutMemberAction = defineAction({
  input: MarkMember,
  run: async (ctx, input) => {
    const { canChange } = await getMarketingList(ctx, input.listId);
    await recordConsent(ctx, { recordId: input.recordId, state: 'withdrawn' });
    if (canChange) await unsubscribeMember(ctx, input);
  },
});
export const markFavouriteAction = defineAction({ input: MarkFavourite, run: markFavourite, revalidate });
export const moveToFolderAction = defineAction({ input: MoveToFolder, run: moveToFolder, revalidate });
export const createListFolderAction = defineAction({
  input: CreateListFolder,
  run: createListFolder,
  revalidate,
});
export const renameListFolderAction = defineAction({
  input: RenameListFolder,
  run: renameListFolder,
  revalidate,
});
/** The folder goes, its lists stay. */
export const deleteListFolderAction = defineAction({
  input: DeleteListFolder,
  run: deleteListFolder,
  revalidate,
});
