import type { Context } from '../../context';
import { plural } from '../../format';
import { may } from '../../permissions';
import type { Attention } from '../schemas';
import { mostOfEach, say, type Row } from './say';

const fewestErasureHours = 24;
const fewestBackupDays = 7;

/** What an admin answers for: erasures, unsubscribes, the audit log, backups. */
export async function attentionOfKeeping(ctx: Context): Promise<Attention[]> {
  const ofPrivacy = may(ctx.actor, 'privacy.read');
  const ofAudit = may(ctx.actor, 'audit.read');
  const [erasures, returned, altered, backup] = await Promise.all([
    ofPrivacy ? findStuckErasures(ctx) : [],
    ofPrivacy ? findReturned(ctx) : null,
    ofAudit ? ctx.db.prisma.setting.findUnique({ where: { key: 'audit.fault' } }) : null,
    ofAudit ? findOldBackup(ctx) : null,
  ]);
  return [
    ...(altered
      ? [
          one({
            tone: 'bad',
            state: 'Altered',
            subject: 'The audit log',
            message:
              'can’t be vouched for: a line was changed or taken away, or the key that signed it is gone. npm run doctor says which.',
            since: altered.updatedAt,
            href: '/audit-log',
          }),
        ]
      : []),
    ...(returned && returned.count > 0
      ? [
          one({
            tone: 'bad',
            state: 'Subscribed again',
            subject: plural(returned.count, 'address', 'addresses'),
            message: 'had unsubscribed and can be mailed again without a newer consent.',
            since: returned.at,
            href: '/privacy/never-resubscribed',
          }),
        ]
      : []),
    ...say(erasures, {
      tone: 'warn',
      state: 'Erasure waits',
      action: 'Look',
      path: '/privacy/erasures/',
    }),
    ...(backup
      ? [
          one({
            tone: 'warn',
            state: 'Backup is old',
            subject: 'The database',
            message: `was last backed up more than ${fewestBackupDays} days ago. Run npm run backup, or look why it no longer runs by itself.`,
            since: backup.at,
            href: '/audit-log?f.subject=any:database',
          }),
        ]
      : []),
  ];
}

type One = Pick<Attention, 'tone' | 'state' | 'subject' | 'message' | 'href'> & { since: Date };

const one = ({ since, ...words }: One): Attention => ({
  ...words,
  since: since.toISOString(),
  action: 'Look',
  readBack: null,
});

/** Nobody is named: what it waits for says who. */
function findStuckErasures(ctx: Context): Promise<Row[]> {
  const latest = new Date(ctx.now().getTime() - fewestErasureHours * 3_600_000);
  return ctx.db.prisma.$queryRaw<Row[]>`
    SELECT e.id, 'Erasure ' || e.id AS name, e.asked_at AS since, coalesce(e.problem, (
      SELECT t.name || ': ' || t.problem FROM erasure_targets t
      WHERE t.erasure_id = e.id AND t.state = 'waiting' AND t.problem IS NOT NULL ORDER BY t.integration_id LIMIT 1),
      'has not come to its end.') AS message
    FROM erasures e WHERE e.state <> 'ended' AND e.asked_at < ${latest} ORDER BY e.id LIMIT ${mostOfEach}`;
}

async function findReturned(ctx: Context): Promise<{ count: number; at: Date } | null> {
  const latest = await ctx.db.prisma.resubscriptionCheck.findFirst({ orderBy: { day: 'desc' } });
  return latest && { count: latest.withoutConsentCount, at: latest.at };
}

/** Whoever never made one with `npm run backup` backs up in another way. */
async function findOldBackup(ctx: Context): Promise<{ at: Date } | null> {
  const last = await ctx.db.prisma.auditEntry.findFirst({
    where: { action: 'database.backup', refused: false },
    orderBy: { at: 'desc' },
    select: { at: true },
  });
  return last && last.at.getTime() < ctx.now().getTime() - fewestBackupDays * 86_400_000 ? last : null;
}
