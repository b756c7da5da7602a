import { parseInput } from '@/app/_server/define-action';
import { onlyExisting } from '@/app/_server/only-existing';
import { getSyncRun } from '@/lib/sync-runs';
import { RunId } from '@/lib/sync-runs/schemas';

export default onlyExisting('runs.read', (ctx, given: { id: string }) =>
  getSyncRun(ctx, parseInput(RunId, given)),
);
