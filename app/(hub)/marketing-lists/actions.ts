'use server';

import { defineAction } from '@/app/_server/define-action';
import { recordConsent } from '@/lib/crm';
import {
  applyUpdate, archiveMarketingList, cloneMarketingList, createMarketingList, removeMember, restoreMember, subscribeMember, unsubscribeMember,
  updateMarketingList,
} from '@/lib/marketing-lists';
import { CreateMarketingList, ListId, ListVersion, MarkMember, RemoveMember, UpdateMarketingList, type EvaluationResult, type SavedList } from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';

const revalidate = ['/marketing-lists'];

const create = defineAction({ input: CreateMarketingList, run: createMarketingList, revalidate });
const update = defineAction({ input: UpdateMarketingList, run: updateMarketingList, revalidate });
const clone = defineAction({ input: ListId, run: cloneMarketingList, revalidate });
const archive = defineAction({ input: ListVersion, run: archiveMarketingList, revalidate });
const apply = defineAction({ input: ListId, run: applyUpdate, revalidate });
const remove = defineAction({ input: RemoveMember, run: removeMember });
const restore = defineAction({ input: MarkMember, run: restoreMember });
const subscribe = defineAction({ input: MarkMember, run: subscribeMember });
const takeOff = defineAction({ input: MarkMember, run: unsubscribeMember });
const optOut = defineAction({
  input: MarkMember,
  run: async (ctx, input) => {
    await unsubscribeMember(ctx, input);
    await recordConsent(ctx, { recordId: input.recordId, state: 'withdrawn' });
  },
});

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
/** Update of an on-demand list, after its difference was shown. */
export async function applyUpdateAction(input: unknown): Promise<Result<EvaluationResult>> {
  return apply(input);
}
export async function removeMemberAction(input: unknown): Promise<Result<void>> {
  return remove(input);
}
export async function restoreMemberAction(input: unknown): Promise<Result<void>> {
  return restore(input);
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
