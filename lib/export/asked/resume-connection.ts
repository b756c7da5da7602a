import { liftPause, lockOwnConnection } from '../../connections';
import type { Context } from '../../context';
import { permit } from '../../permissions';
import { wakeOpenWave } from '../open-wave';

/** Lifts the pause, and what waits of an open wave goes on at once. */
export async function resumeConnection(ctx: Context, input: { id: string }): Promise<void> {
  permit(ctx, 'connections.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(input.id));
    if (row.state === 'active') return;
    await liftPause(ctx, tx, row);
    await wakeOpenWave(tx, row.id);
  });
}
