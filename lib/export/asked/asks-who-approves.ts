import type { Context } from '../../context';
import { permit } from '../../permissions';
import { loadTarget } from '../load-target';
import type { WaveCounts } from '../wave-records';

/** Whether what is held would take out so many that whoever approves it shows again who they are. */
export async function asksWhoApproves(ctx: Context, input: { id: string; waveId: string }): Promise<boolean> {
  permit(ctx, 'connections.write');
  const target = await loadTarget(ctx, BigInt(input.id));
  const wave = await ctx.db.prisma.wave.findFirst({
    where: { id: BigInt(input.waveId), connectionId: BigInt(input.id) },
    select: { counts: true },
  });
  if (!target || !wave) return false;
  const { remove = 0 } = wave.counts as Partial<WaveCounts>;
  return remove > target.settings.proofPeople;
}
