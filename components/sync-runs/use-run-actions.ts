import type { QueryKey } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

import { toast } from '@/components/ui/toaster';
import { useInstant } from '@/components/ui/use-instant';
import type { RequestedRun } from '@/lib/export/schemas';
import type { Result } from '@/lib/result';
import type { SyncRunDetail } from '@/lib/sync-runs/schemas';

import type { UndoAction } from './undo-run';

export type RunActions = {
  undo: UndoAction;
  cancel: (input: { id: string }) => Promise<Result<void>>;
  resume: (input: { id: string }) => Promise<Result<void>>;
  retry: (input: { id: string; cause: string }) => Promise<Result<RequestedRun>>;
  approve: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
  discard: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
};

/** `isEnding`: it was cancelled a moment ago, and what has left already decides when it is over. */
export type ShownRun = SyncRunDetail & { isEnding?: boolean };

/** What is done to a run stands on its page at once. */
export function useRunActions(queryKey: QueryKey, actions: RunActions) {
  const router = useRouter();
  const instantly = useInstant<ShownRun>(queryKey);
  return {
    cancel: ({ id }: ShownRun) =>
      instantly({
        action: () => actions.cancel({ id }),
        shows: (run) => ({ ...run, isEnding: true }),
        refused: 'Not cancelled',
        done: () => toast.good('Cancelled', { detail: 'The connection is paused until someone resumes it.' }),
      }),
    approve: (connectionId: string, waveId: string) =>
      instantly({
        action: () => actions.approve({ id: connectionId, waveId }),
        shows: (run) => ({ ...run, state: 'running', held: null, errorMessage: null }),
        refused: 'Not approved',
        done: () => toast.good('Approved'),
      }),
    discard: (connectionId: string, waveId: string) =>
      instantly({
        action: () => actions.discard({ id: connectionId, waveId }),
        shows: (run) => ({ ...run, state: 'cancelled', held: null, awaitingApproval: 0 }),
        refused: 'Not discarded',
        done: () => toast.good('Discarded', { detail: 'Nobody was taken out. The connection is paused.' }),
      }),
    retry: ({ id }: ShownRun, cause: string) =>
      instantly({
        action: () => actions.retry({ id, cause }),
        shows: (run) => run,
        refused: 'Not tried again',
        done: ({ runId }) =>
          toast.good('They are sent again', {
            action: { label: 'Watch it', onSelect: () => router.push(`/sync-runs/${runId}`) },
          }),
      }),
    resume: (connectionId: string) =>
      instantly({
        action: () => actions.resume({ id: connectionId }),
        shows: (run) => ({ ...run, stopped: false }),
        refused: 'Not resumed',
        done: () => toast.good('Resumed', { detail: 'A new run starts now.' }),
      }),
  };
}

export type RunChanges = ReturnType<typeof useRunActions>;
