import { holding, LeaseLost } from '../db';
import { updatePhases, type PhaseChange } from '../sync-runs';
import { repeated, type Pass } from './pass';
import { passLease } from './pass-lease';

/** The run says how its phases stand, and counts the calls made so far: in one statement under the lease, since an idle pass does little else. */
export async function tellPhases(pass: Pass, ...begun: PhaseChange[]): Promise<void> {
  const { ctx, lease, runId } = pass;
  const changes = pass.untold === null ? begun : [pass.untold, ...begun];
  await repeated(pass, async (calls) => {
    const isTold = await updatePhases(ctx, runId, changes, { held: holding(passLease, lease), calls });
    if (!isTold) throw new LeaseLost(passLease, lease);
  });
  pass.untold = null;
}
