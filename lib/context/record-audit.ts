import { actorLabel, actorUserId } from '../actor';
import type { AuditedChange, Context } from './context';
import type { Tx } from '../db';

/** One line in the audit log, in the transaction of the change it tells of (law L23). */
export async function recordAudit(ctx: Pick<Context, 'actor' | 'onAudit'>, tx: Tx, input: AuditedChange): Promise<void> {
  await ctx.onAudit?.(tx, input);
  await tx.auditEntry.create({
    data: {
      actorId: actorUserId(ctx.actor),
      actorLabel: actorLabel(ctx.actor),
      action: input.action,
      subjectType: input.subjectType,
      subjectId: input.subjectId === undefined || input.subjectId === null ? null : String(input.subjectId),
      detail: input.detail ?? {},
    },
  });
}
