import type { Tx } from '../db';
import { conflict } from '../errors';

/** Refuses to take away the last admin who can sign in. Of two who take away each other's one waits here, and is refused. */
export async function keepAnAdmin(tx: Tx, userId: bigint): Promise<void> {
  const admins = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL
      AND (password_hash IS NOT NULL OR EXISTS (SELECT FROM provider_identities p WHERE p.user_id = users.id))
    ORDER BY id FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === userId)
    throw conflict(
      'This is the last admin who can sign in. Make somebody else an admin first, or nobody could run Dotbridge.',
    );
}
