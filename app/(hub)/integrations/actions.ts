'use server';

import { defineAction } from '@/app/_server/define-action';
import { wakeJobs } from '@/app/_server/wake-jobs';
import {
  checkConnection,
  createIntegration,
  deleteIntegration,
  scheduleSync,
  setIntegrationActive,
  updateIntegration,
} from '@/lib/integrations';
import {
  CheckConnection,
  CreateIntegration,
  DeleteIntegration,
  IntegrationId,
  SetIntegrationActive,
  UpdateIntegration,
} from '@/lib/integrations/schemas';
import type { Context } from '@/lib/context';
import { requestIntegrationExports } from '@/lib/connections';
import { cancelRunsOfIntegration } from '@/lib/sync-runs';

const revalidate = ['/integrations'];

/** What became due starts at once instead of at the worker's next tick. */
const thenWake =
  <Input, Data>(run: (ctx: Context, input: Input) => Promise<Data>) =>
  async (ctx: Context, input: Input): Promise<Data> => {
    const data = await run(ctx, input);
    await wakeJobs();
    return data;
  };

/** Both ways: what is new there is read, what changed here is sent. */
async function syncBothWays(
  ctx: Context,
  input: IntegrationId,
): Promise<{ id: string; name: string; connectionCount: number }> {
  const scheduled = await scheduleSync(ctx, input);
  const { count } = await requestIntegrationExports(ctx, BigInt(input.id));
  return { ...scheduled, connectionCount: count };
}

async function deleteAndCancelRuns(
  ctx: Context,
  input: DeleteIntegration,
): Promise<{ id: string; name: string }> {
  const deleted = await deleteIntegration(ctx, input);
  await cancelRunsOfIntegration(ctx, BigInt(input.id));
  return deleted;
}

const create = defineAction({ input: CreateIntegration, run: thenWake(createIntegration), revalidate });
const update = defineAction({ input: UpdateIntegration, run: thenWake(updateIntegration), revalidate });
const check = defineAction({ input: CheckConnection, run: checkConnection });
const setActive = defineAction({
  input: SetIntegrationActive,
  run: thenWake(setIntegrationActive),
  revalidate,
});
const schedule = defineAction({ input: IntegrationId, run: thenWake(syncBothWays), revalidate });
const remove = defineAction({ input: DeleteIntegration, run: deleteAndCancelRuns, revalidate });

export async function createIntegrationAction(input: unknown) {
  return create(input);
}

export async function updateIntegrationAction(input: unknown) {
  return update(input);
}

export async function checkConnectionAction(input: unknown) {
  return check(input);
}

export async function setIntegrationActiveAction(input: unknown) {
  return setActive(input);
}

export async function scheduleSyncAction(input: unknown) {
  return schedule(input);
}

export async function deleteIntegrationAction(input: unknown) {
  return remove(input);
}
