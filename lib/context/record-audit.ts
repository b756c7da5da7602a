import type { PoolClient } from 'pg';
import { actorLabel, actorUserId } from '../actor';
import type { AuditedChange, Context } from './context';
import type { Tx } from '../db';

type Who = Pick<Context, 'actor' | 'whence'>;

/** One line in the audit log, in the transaction of the change it tells of (law L23). */
export async function recordAudit(
  ctx: Who & Pick<Context, 'onAudit'>,
  tx: Tx,
  input: AuditedChange,
): Promise<void> {
  await ctx.onAudit?.(tx, input);
  await tx.auditEntry.create({ data: lineOf(ctx, input) });
}

/** The same beside COPY and temporary tables, on the connection whose transaction holds the change. */
export async function recordAuditWith(
  ctx: Who,
  client: Pick<PoolClient, 'query'>,
  input: AuditedChange,
): Promise<void> {
  const line = lineOf(ctx, input);
  await client.query(
    `INSERT INTO audit_entries (actor_id, actor_label, action, subject_type, subject_id, detail, refused, road, address, user_agent, token_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      line.actorId,
      line.actorLabel,
      line.action,
      line.subjectType,
      line.subjectId,
      line.detail,
      line.refused,
      line.road,
      line.address,
      line.userAgent,
      line.tokenId,
    ],
  );
}

const lineOf = (
  { actor, whence }: Who,
  { action, subjectType, subjectId, detail, refused }: AuditedChange,
) => ({
  actorId: actorUserId(actor),
  actorLabel: actorLabel(actor),
  action,
  subjectType,
  subjectId: subjectId == null ? null : String(subjectId),
  detail: detail ?? {},
  refused: refused ?? false,
  road: whence?.road ?? null,
  address: whence?.address ?? null,
  userAgent: whence?.userAgent ?? null,
  tokenId: whence?.tokenId == null ? null : BigInt(whence.tokenId),
});
