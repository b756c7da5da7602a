import { randomUUID } from 'node:crypto';
import type { Role } from '../../actor';
import { recordAudit, type AuditedChange, type Context } from '../../context';
import type { Tx } from '../../db';
import { rememberDevice } from '../known-device';
import { personOf } from '../person-of';

/** What the browser says of itself; the network address is the context's. */
export type SignInPlace = {
  userAgent: string | null;
  /** What the browser kept of earlier sign-ins. */
  device: string | null;
  /** The session that it has now, which the new one ends (check 15). */
  sessionId: string | null;
};

export const unknownPlace: SignInPlace = { userAgent: null, device: null, sessionId: null };

export type SignedIn = {
  sessionId: string;
  userId: string;
  /** For the browser to keep. */
  device: string;
};

type Opened = {
  detail?: AuditedChange['detail'];
  byProvider?: boolean;
  /** When the person showed who they are; left out: now. */
  provedAt?: Date;
};

type User = { id: bigint; name: string; email: string; role: Role };

export async function openSession(
  ctx: Context,
  tx: Tx,
  user: User,
  place: SignInPlace,
  { detail = {}, byProvider = false, provedAt = ctx.now() }: Opened = {},
): Promise<SignedIn> {
  const sessionId = randomUUID();
  const theirs = { ...ctx, actor: personOf(user) };
  if (place.sessionId !== null) {
    const [ended] = await tx.session.updateManyAndReturn({
      where: { id: place.sessionId, revokedAt: null },
      data: { revokedAt: ctx.now() },
      select: { userId: true },
    });
    if (ended)
      await recordAudit(theirs, tx, {
        action: 'session.end',
        subjectType: 'user',
        subjectId: ended.userId,
      });
  }
  await tx.session.create({
    data: {
      id: sessionId,
      userId: user.id,
      provedAt,
      byProvider,
      userAgent: place.userAgent?.slice(0, 255) ?? null,
      source: ctx.whence?.address ?? null,
    },
  });
  await recordAudit(theirs, tx, {
    action: 'session.open',
    subjectType: 'user',
    subjectId: user.id,
    detail,
  });
  const device = rememberDevice(ctx.config.keyring, place.device, user.id);
  return { sessionId, userId: String(user.id), device };
}
