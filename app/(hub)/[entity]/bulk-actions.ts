'use server';

import { defineAction } from '@/app/_server/define-action';
import { bulkDelete, bulkOwner, bulkTags, undoBulk } from '@/lib/crm';
import { BulkDeleteInput, BulkOwnerInput, BulkTagsInput, BulkUndo } from '@/lib/crm/schemas';
import { addMembers, addMembersByQuery } from '@/lib/marketing-lists';
import { AddChosenInput } from '@/lib/marketing-lists/schemas';

const revalidate = ['/contacts', '/leads', '/customers'];

export const bulkTagsAction = defineAction({ input: BulkTagsInput, run: bulkTags, revalidate });
export const bulkOwnerAction = defineAction({ input: BulkOwnerInput, run: bulkOwner, revalidate });
export const bulkDeleteAction = defineAction({ input: BulkDeleteInput, run: bulkDelete, revalidate });
export const undoBulkAction = defineAction({ input: BulkUndo, run: undoBulk, revalidate });
export const addChosenToListAction = defineAction({
  input: AddChosenInput,
  run: (ctx, { listId, choice, expected }) =>
    choice.kind === 'ids'
      ? addMembers(ctx, { listId, recordIds: choice.ids })
      : addMembersByQuery(ctx, { listId, expected, query: choice.query }),
});
