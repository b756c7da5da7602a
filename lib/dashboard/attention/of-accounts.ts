import type { Context } from '../../context';
import { may } from '../../permissions';
import { mostOfEach, say, type Row } from './say';

/** So long behind its turn. */
const fewestStaleMinutes = 60;

export async function attentionOfAccounts(ctx: Context) {
  const [failing, stale] = await Promise.all([findFailing(ctx), findStale(ctx)]);
  return {
    failing: say(failing, {
      tone: 'bad',
      state: 'Failing',
      action: may(ctx.actor, 'integrations.write') ? 'Fix' : 'Look',
      path: '/integrations/',
    }),
    stale: say(stale, {
      tone: 'warn',
      state: 'Not read',
      action: 'Look',
      path: '/integrations/',
      message: 'has brought nothing in for longer than it should: its imports don’t get their turn.',
    }),
  };
}

const findFailing = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT id, name, health_message AS message, failing_since AS since FROM integrations
  WHERE active AND deleted_at IS NULL AND failing_since IS NOT NULL ORDER BY failing_since LIMIT ${mostOfEach}`;

/** Nothing fails and nothing comes: no worker, or a turn that never begins. A pass under way is not late, however long it takes. */
function findStale(ctx: Context): Promise<Row[]> {
  const latest = new Date(ctx.now().getTime() - fewestStaleMinutes * 60_000);
  return ctx.db.prisma.$queryRaw<Row[]>`
    SELECT n.id, n.name, NULL::text AS message, coalesce(n.last_import_at, n.created_at) AS since FROM integrations n
    WHERE n.active AND n.deleted_at IS NULL AND n.failing_since IS NULL
      AND coalesce(n.next_import_at, n.last_import_at, n.created_at) < ${latest}
      AND NOT EXISTS (SELECT FROM sync_runs r WHERE r.integration_id = n.id AND r.kind = 'import' AND r.state IN ('running', 'waiting'))
    ORDER BY since LIMIT ${mostOfEach}`;
}
