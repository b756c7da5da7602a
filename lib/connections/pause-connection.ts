import { recordAudit, type Context } from '../context';
import { actorLabel } from '../actor';
import type { Tx } from '../db';
import { conflict, invalidInput } from '../errors';
import { permit } from '../permissions';
import { lockOwnConnection, type LockedConnection } from './lock-connection';
import type { PauseKind } from './schemas';
import { setActive, setPaused } from './set-state';

/** ISO; null: no end, someone has to let it go on. */
type Until = { until?: string | null };

/** Nothing more is sent to the book until someone resumes, or until then; opt-outs still go out, and what is under way is followed up. */
export const pauseConnection = (
  ctx: Context,
  { id, reason, until }: { id: string; reason: string } & Until,
): Promise<void> =>
  pauseAs(ctx, id, {
    kind: 'paused',
    action: 'connection.pause',
    detail: { reason },
    until,
    message: (who) =>
      `Paused by ${who}${reason ? `: ${reason}` : ''}. Nobody is added or taken out until someone resumes it.`,
  });

/** The book stays as it is, for a campaign to go to exactly these people, until someone unfreezes it, or until then. Opt-outs still go out. */
export const freezeConnection = (ctx: Context, { id, until }: { id: string } & Until): Promise<void> =>
  pauseAs(ctx, id, {
    kind: 'frozen',
    action: 'connection.freeze',
    detail: {},
    until,
    message: (who) =>
      `Frozen by ${who}: nobody is added, changed or taken out until someone unfreezes it. Opt-outs still go out.`,
  });

/** It looks on schedule and says what it would do, and sends nothing but opt-outs, until someone makes it live. */
export const shadowConnection = (ctx: Context, { id }: { id: string }): Promise<void> =>
  pauseAs(ctx, id, {
    kind: 'shadow',
    action: 'connection.shadow',
    detail: {},
    message: () => inShadow,
  });

/** Before it has looked. */
export const inShadow = 'Nothing but opt-outs is sent. What it would do is worked out with its next turn.';

type Pause = {
  kind: PauseKind;
  action: string;
  detail: object;
  message: (who: string) => string;
} & Until;

async function pauseAs(
  ctx: Context,
  id: string,
  { kind, action, detail, message, until = null }: Pause,
): Promise<void> {
  permit(ctx, 'connections.write');
  const end = until === null ? null : new Date(until);
  if (end && end <= ctx.now())
    throw invalidInput('The end of the pause lies in the past.', { until: 'Choose a time to come.' });
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(id));
    if (row.state !== 'active') throw conflict('Only an active connection can be paused.');
    const who = ctx.actor.kind === 'person' ? ctx.actor.name : actorLabel(ctx.actor);
    await setPaused(tx, row.id, kind, message(who), end);
    if (kind === 'shadow')
      await tx.connection.update({ where: { id: row.id }, data: { nextExportAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action,
      subjectType: 'connection',
      subjectId: row.id,
      detail: { ...detail, ...(end ? { until: end.toISOString() } : {}) },
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

/** A pause whose time has come is over, once: whoever comes second finds it lifted. Answers whether it was lifted by this. */
export async function liftEndedPause(ctx: Context, tx: Tx, id: bigint): Promise<boolean> {
  const now = ctx.now();
  const [row] = await tx.connection.updateManyAndReturn({
    where: { id, state: 'paused', pausedUntil: { lte: now } },
    data: { pausedUntil: null },
  });
  if (!row) return false;
  await setActive(tx, id, { asked: true, dueAt: now });
  await recordAudit(ctx, tx, {
    action: 'connection.resume',
    subjectType: 'connection',
    subjectId: id,
    detail: { after: row.stateCode ?? row.state, atItsEnd: true },
  });
  return true;
}
