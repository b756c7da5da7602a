'use server';

import { defineAction } from '@/app/_server/define-action';
import { wakeJobs } from '@/app/_server/wake-jobs';
import {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  restoreCustomField,
  updateCustomField,
  updateStatsSettings,
} from '@/lib/crm';
import {
  CreateCustomFieldInput,
  CustomFieldRef,
  type CustomFieldView,
  DeleteCustomFieldInput,
  StatsSettings,
  UpdateCustomFieldInput,
} from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

const revalidate = ['/settings'];

const create = defineAction({ input: CreateCustomFieldInput, run: createCustomField, revalidate });
const update = defineAction({ input: UpdateCustomFieldInput, run: updateCustomField, revalidate });
const archive = defineAction({ input: CustomFieldRef, run: archiveCustomField, revalidate });
const restore = defineAction({ input: CustomFieldRef, run: restoreCustomField, revalidate });
const remove = defineAction({ input: DeleteCustomFieldInput, run: deleteCustomField, revalidate });
const saveStats = defineAction({
  input: StatsSettings,
  run: async (ctx, input) => {
    const saved = await updateStatsSettings(ctx, input);
    await wakeJobs();
    return saved;
  },
  revalidate,
});

export async function createCustomFieldAction(input: unknown): Promise<Result<CustomFieldView>> {
  return create(input);
}
export async function updateCustomFieldAction(input: unknown): Promise<Result<CustomFieldView>> {
  return update(input);
}
export async function archiveCustomFieldAction(input: unknown): Promise<Result<CustomFieldView>> {
  return archive(input);
}
export async function restoreCustomFieldAction(input: unknown): Promise<Result<CustomFieldView>> {
  return restore(input);
}
export async function deleteCustomFieldAction(
  input: unknown,
): Promise<Result<{ label: string; emptiedCount: number }>> {
  return remove(input);
}
export async function saveStatsSettingsAction(input: unknown): Promise<Result<StatsSettings>> {
  return saveStats(input);
}
