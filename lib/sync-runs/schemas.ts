import { z } from 'zod';

export const runStates = ['running', 'waiting', 'finished', 'failed', 'rejected', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const RunPhase = z.object({
  key: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** A few words beside the label: "5 of 8 files". */
  detail: z.string().default(''),
  done: z.number().default(0),
  total: z.number().nullable().default(null),
  startedAt: z.string().nullable().default(null),
  finishedAt: z.string().nullable().default(null),
});
export type RunPhase = z.infer<typeof RunPhase>;

export type RunTrigger = 'schedule' | 'button' | 'cli' | 'cron' | 'connect';
export type RunCounts = Record<string, number>;

export type SyncRunView = {
  id: string;
  kind: 'export' | 'import';
  trigger: string;
  state: RunState;
  integration: { id: string; name: string };
  connection: { id: string; listId: string; listName: string; bookName: string } | null;
  requestedBy: string | null;
  phases: RunPhase[];
  counts: RunCounts;
  apiCallCount: number;
  errorCode: string | null;
  errorMessage: string | null;
  startedAt: string;
  finishedAt: string | null;
};
