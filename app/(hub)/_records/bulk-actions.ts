'use server';

import { defineAction } from '@/app/_server/define-action';
import { bulkDelete, bulkOwner, bulkTags, undoBulk } from '@/lib/crm';
import { BulkDeleteInput, BulkOwnerInput, BulkTagsInput, BulkUndo } from '@/lib/crm/schemas';
import { addMembers, addMembersByQuery } from '@/lib/marketing-lists';
import { AddChosenInput } from '@/lib/marketing-lists/schemas';

const revalidate = ['/contacts', '/leads', '/customers'];

const tags = defineAction({ input: BulkTagsInput, run: bulkTags, revalidate });
export async function bulkTagsAction(input: unknown) {
  return tags(input);
}

const owner = defineAction({ input: BulkOwnerInput, run: bulkOwner, revalidate });
export async function bulkOwnerAction(input: unknown) {
  return owner(input);
}

const remove = defineAction({ input: BulkDeleteInput, run: bulkDelete, revalidate });
export async function bulkDeleteAction(input: unknown) {
  return remove(input);
}

const undo = defineAction({ input: BulkUndo, run: undoBulk, revalidate });
export async function undoBulkAction(input: unknown) {
  return undo(input);
}

const addToList = defineAction({
  input: AddChosenInput,
  run: (ctx, { listId, choice, expected }) =>
    choice.kind === 'ids'
      ? addMembers(ctx, { listId, recordIds: choice.ids })
      : addMembersByQuery(ctx, { listId, expected, query: choice.query }),
});
export async function addChosenToListAction(input: unknown) {
  return addToList(input);
}
