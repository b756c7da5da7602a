import { actorLabel, actorUserId } from '../actor';
import type { Context } from './context';
import type { Prisma, Tx } from '../db';

type AuditInput = {
  /** `<noun>.<verb>`: 'marketing-list.create' */
  action: string;
  subjectType: string;
  subjectId?: bigint | string | null;
  /** Never values of secrets. */
  detail?: Prisma.InputJsonObject;
};

/** One line in the audit log, in the transaction of the change it tells of (law L23). */
export async function recordAudit(ctx: Pick<Context, 'actor'>, tx: Tx, input: AuditInput): Promise<void> {
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
