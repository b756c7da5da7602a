import { recordAudit, type Context } from '../context';
import { actorLabel } from '../actor';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { lockOwnConnection } from './connection-records';

/** Nothing more is sent to the book until someone resumes; opt-outs still go out, and what is under way is followed up. */
export async function pauseConnection(ctx: Context, input: { id: string; reason: string }): Promise<void> {
  permit(ctx, 'connections.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(input.id));
    if (row.state !== 'active') throw conflict('Only an active connection can be paused.');
    const who = ctx.actor.kind === 'person' ? ctx.actor.name : actorLabel(ctx.actor);
    await tx.connection.update({
      where: { id: row.id },
      data: {
        state: 'paused',
        stateCode: 'paused',
        version: { increment: 1 },
        stateMessage: `Paused by ${who}${input.reason ? `: ${input.reason}` : ''}. Nobody is added or taken out until someone resumes it.`,
      },
    });
    await recordAudit(ctx, tx, {
      action: 'connection.pause',
      subjectType: 'connection',
      subjectId: row.id,
      detail: { reason: input.reason },
    });
  });
}

/** Goes on after a pause, or after Dotdigital refused and the cause was put right. */
export async function resumeConnection(ctx: Context, input: { id: string }): Promise<void> {
  permit(ctx, 'connections.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(input.id));
    if (row.state === 'active') return;
    if (row.state === 'held')
      throw conflict('This connection waits for an approval. Approve its plan, or change the list.');
    await tx.connection.update({
      where: { id: row.id },
      data: {
        state: 'active',
        stateCode: null,
        stateMessage: null,
        nextExportAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    await tx.wave.updateMany({
      where: { connectionId: row.id, phase: { in: ['planning', 'sending', 'settling'] } },
      data: { nextStepAt: null },
    });
    await recordAudit(ctx, tx, {
      action: 'connection.resume',
      subjectType: 'connection',
      subjectId: row.id,
      detail: { after: row.stateCode ?? row.state },
    });
  });
}
