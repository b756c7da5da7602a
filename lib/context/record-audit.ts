import type { PoolClient } from 'pg';
import { actorLabel, actorUserId } from '../actor';
import type { AuditedChange, Context } from './context';
import type { Tx } from '../db';

/** One line in the audit log, in the transaction of the change it tells of (law L23). */
export async function recordAudit(
  ctx: Pick<Context, 'actor' | 'onAudit'>,
  tx: Tx,
  input: AuditedChange,
): Promise<void> {
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

/** The same beside COPY and temporary tables, on the connection whose transaction holds the change. */
export async function recordAuditWith(
  ctx: Pick<Context, 'actor'>,
  client: Pick<PoolClient, 'query'>,
  input: AuditedChange,
): Promise<void> {
  await client.query(
    'INSERT INTO audit_entries (actor_id, actor_label, action, subject_type, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      actorUserId(ctx.actor),
      actorLabel(ctx.actor),
      input.action,
      input.subjectType,
      input.subjectId == null ? null : String(input.subjectId),
      input.detail ?? {},
    ],
  );
}
