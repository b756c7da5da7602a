import { visibleLists, type Context } from '../context';
import type { Attention } from './schemas';

type Row = { id: bigint; name: string; state: string; message: string | null; since: Date | null };

const connectionWords: Record<string, Pick<Attention, 'tone' | 'state' | 'action'>> = {
  held: { tone: 'warn', state: 'Held for approval', action: 'Review' },
  stopped: { tone: 'bad', state: 'Stopped', action: 'Look' },
};

/** Integrations that fail, connections that wait for someone, lists that could not be evaluated. */
export async function findAttention(ctx: Context): Promise<Attention[]> {
  const [integrations, connections, lists] = await Promise.all([
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT id, name, 'failing' AS state, health_message AS message, failing_since AS since
      FROM integrations
      WHERE active AND deleted_at IS NULL AND failing_since IS NOT NULL ORDER BY failing_since`,
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT l.id, l.name, c.state::text, c.state_message AS message, NULL::timestamptz AS since
      FROM connections c JOIN marketing_lists l ON l.id = c.list_id
      WHERE c.state IN ('held', 'stopped') AND ${visibleLists(ctx)} ORDER BY c.id`,
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT l.id, l.name, 'failed' AS state, l.evaluation_error AS message, l.evaluated_at AS since
      FROM marketing_lists l WHERE l.evaluation_state = 'failed' AND l.archived_at IS NULL AND ${visibleLists(ctx)} ORDER BY l.id`,
  ]);
  const base = (row: Row) => ({
    subject: row.name,
    message: row.message ?? '',
    since: row.since?.toISOString() ?? null,
  });
  return [
    ...connections.map((row) => ({
      ...base(row),
      ...(connectionWords[row.state] ?? { tone: 'warn' as const, state: row.state, action: 'Look' }),
      href: `/marketing-lists/${row.id}`,
    })),
    ...integrations.map((row) => ({
      ...base(row),
      tone: 'bad' as const,
      state: 'Failing',
      action: 'Fix',
      href: `/integrations/${row.id}`,
    })),
    ...lists.map((row) => ({
      ...base(row),
      tone: 'warn' as const,
      state: 'Not evaluated',
      action: 'Edit filter',
      href: `/marketing-lists/${row.id}/edit`,
    })),
  ];
}
