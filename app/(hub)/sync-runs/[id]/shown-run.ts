import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getSyncRun } from '@/lib/sync-runs';
import { RunId } from '@/lib/sync-runs/schemas';

export const shownRun = pageSubject('runs.read', (ctx, given: { id: string }) =>
  getSyncRun(ctx, parseInput(RunId, given)),
);
