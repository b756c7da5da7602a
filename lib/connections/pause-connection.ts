import { recordAudit, type Context } from '../context';
import { actorLabel } from '../actor';
import type { Tx } from '../db';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { lockOwnConnection, type LockedConnection } from './lock-connection';
import { setActive, setPaused } from './set-state';

/** Nothing more is sent to the book until someone resumes; opt-outs still go out, and what is under way is followed up. */
export async function pauseConnection(ctx: Context, input: { id: string; reason: string }): Promise<void> {
  permit(ctx, 'connections.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(input.id));
    if (row.state !== 'active') throw conflict('Only an active connection can be paused.');
    const who = ctx.actor.kind === 'person' ? ctx.actor.name : actorLabel(ctx.actor);
    const why = input.reason ? `: ${input.reason}` : '';
    await setPaused(
      tx,
      row.id,
      `Paused by ${who}${why}. Nobody is added or taken out until someone resumes it.`,
    );
    await recordAudit(ctx, tx, {
      action: 'connection.pause',
      subjectType: 'connection',
      subjectId: row.id,
      detail: { reason: input.reason },
    });
  });
}

/** Goes on, due at once, after a pause or after Dotdigital refused and the cause was put right. */
export async function liftPause(ctx: Context, tx: Tx, row: LockedConnection): Promise<void> {
  if (row.state === 'held')
    throw conflict('This connection waits for an approval. Approve its plan, or change the list.');
  await setActive(tx, row.id, { asked: true, dueAt: ctx.now() });
  await recordAudit(ctx, tx, {
    action: 'connection.resume',
    subjectType: 'connection',
    subjectId: row.id,
    detail: { after: row.stateCode ?? row.state },
  });
}
