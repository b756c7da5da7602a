import { holding, LeaseLost } from '../db';
import { phasesWith, type PhaseChange } from '../sync-runs';
import { repeated, type Pass } from './pass';
import { passLease } from './pass-lease';

/** The run says how its phases stand, and counts the calls made so far: in one statement under the lease, since an idle pass does little else. */
export async function tellPhases(pass: Pass, ...begun: PhaseChange[]): Promise<void> {
  const { ctx, lease, runId } = pass;
  const changes = pass.untold === null ? begun : [pass.untold, ...begun];
  await repeated(pass, async (calls) => {
    const told = await ctx.db.prisma.$executeRaw`
      WITH held AS (${holding(passLease, lease)})
      UPDATE sync_runs SET phases = ${phasesWith(ctx, changes)}, api_call_count = api_call_count + ${calls}::int
      WHERE id = ${runId} AND EXISTS (SELECT FROM held)`;
    if (told === 0) throw new LeaseLost(passLease, lease);
  });
  pass.untold = null;
}
