'use server';

import { defineAction } from '@/app/_server/define-action';
import { wakeJobs } from '@/app/_server/wake-jobs';
import type { Context } from '@/lib/context';
import { pauseConnection } from '@/lib/connections';
import {
  approveHeldWave,
  cancelRun,
  connectList,
  disconnectList,
  requestSync,
  resumeConnection,
  updateConnection,
} from '@/lib/export';
import {
  ConnectionIdInput,
  ConnectListInput,
  IntegrationIdInput,
  PauseConnectionInput,
  UpdateConnectionInput,
} from '@/lib/connections/schemas';
import { ApproveHeldInput, type RequestedRun } from '@/lib/export/schemas';
import { refreshDataFields } from '@/lib/data-fields';
import { openDotdigital } from '@/lib/integrations';
import type { Result } from '@/lib/result';

/** What became due starts at once instead of at the worker's next tick. */
const thenWake =
  <Input, Data>(run: (ctx: Context, input: Input) => Promise<Data>) =>
  async (ctx: Context, input: Input): Promise<Data> => {
    const data = await run(ctx, input);
    await wakeJobs();
    return data;
  };

const revalidate = ['/marketing-lists', '/sync-runs'];

const connect = defineAction({ input: ConnectListInput, run: thenWake(connectList), revalidate });
const update = defineAction({ input: UpdateConnectionInput, run: thenWake(updateConnection), revalidate });
const disconnect = defineAction({ input: ConnectionIdInput, run: disconnectList, revalidate });
const synchronize = defineAction({ input: ConnectionIdInput, run: thenWake(requestSync), revalidate });
const pause = defineAction({ input: PauseConnectionInput, run: pauseConnection, revalidate });
const resume = defineAction({ input: ConnectionIdInput, run: thenWake(resumeConnection), revalidate });
const approve = defineAction({ input: ApproveHeldInput, run: thenWake(approveHeldWave), revalidate });
const cancel = defineAction({ input: ConnectionIdInput, run: thenWake(cancelRun), revalidate });
const refreshFields = defineAction({
  input: IntegrationIdInput,
  run: async (ctx, { integrationId }) => {
    const client = await openDotdigital(ctx, BigInt(integrationId));
    try {
      return await refreshDataFields(ctx, client, BigInt(integrationId));
    } finally {
      await client.close();
    }
  },
  revalidate: ['/dotdigital/data-fields'],
});

export async function connectListAction(input: unknown): Promise<Result<RequestedRun>> {
  return connect(input);
}
export async function updateConnectionAction(input: unknown): Promise<Result<{ id: string }>> {
  return update(input);
}
export async function disconnectListAction(
  input: unknown,
): Promise<Result<{ listId: string; bookName: string }>> {
  return disconnect(input);
}
export async function synchronizeAction(input: unknown): Promise<Result<RequestedRun>> {
  return synchronize(input);
}
export async function pauseConnectionAction(input: unknown): Promise<Result<void>> {
  return pause(input);
}
export async function resumeConnectionAction(input: unknown): Promise<Result<void>> {
  return resume(input);
}
export async function approveHeldAction(input: unknown): Promise<Result<{ runId: string }>> {
  return approve(input);
}
export async function cancelRunAction(input: unknown): Promise<Result<void>> {
  return cancel(input);
}
export async function refreshDataFieldsAction(
  input: unknown,
): Promise<Result<{ count: number; changedCount: number }>> {
  return refreshFields(input);
}
