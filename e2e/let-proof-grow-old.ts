import { inDatabase } from './in-database';

/** As if this person, in the browser in which they signed in last, had last shown who they are eleven minutes ago: other specs share their other sessions. */
export const letProofGrowOld = (email: string): Promise<void> =>
  inDatabase(
    `UPDATE sessions SET proved_at = now() - interval '11 minutes' WHERE id = (
       SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 1)`,
    [email],
  );
