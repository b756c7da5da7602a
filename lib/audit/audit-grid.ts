import { defineGrid, likePattern, Prisma, type Asked, type GridQuery } from '../db';
import type { AuditKind } from './schemas';

const { sql } = Prisma;

const kinds: Record<AuditKind, Prisma.Sql> = {
  sign_in: sql`e.action LIKE 'session.%'`,
  refused: sql`e.refused`,
  people: sql`(e.subject_type = 'user' AND e.action NOT LIKE 'session.%')`,
  tokens: sql`e.subject_type = 'api_token'`,
  secrets: sql`(e.subject_type = 'settings' OR e.action IN ('integration.create', 'integration.update', 'email-studio.connect', 'email-studio.disconnect'))`,
  approve: sql`e.action IN ('connection.approve', 'campaign.send', 'campaign.test', 'automation.switch-on', 'automation.try')`,
  files: sql`e.subject_type = 'file'`,
  privacy: sql`e.action LIKE 'privacy.%'`,
};

const isOfKind = ({ value }: Asked<'choice'>): Prisma.Sql =>
  sql`(${Prisma.join(
    [sql`FALSE`, ...Object.entries(kinds).flatMap(([kind, is]) => (value.includes(kind) ? [is] : []))],
    ' OR ',
  )})`;

/** Compared as numbers, as the index holds them. */
const idIn =
  (column: Prisma.Sql) =>
  ({ value }: Asked<'choice'>): Prisma.Sql =>
    sql`${column} = ANY(${value.filter((id) => /^\d{1,18}$/.test(id)).map(BigInt)}::bigint[])`;

/** The lines of the audit log; within one thing they are found by its index, else by time. */
export const auditGrid = defineGrid<{ zone: string }>()({
  from: sql`audit_entries e`,
  id: sql`e.id`,
  columns: {
    at: { sql: sql`e.at`, sort: true, walk: 'timestamptz', filter: 'date', day: 'account' },
    who: { sql: sql`e.actor_label`, filter: 'text' },
    person: { filter: 'choice', where: idIn(sql`e.actor_id`) },
    action: { sql: sql`e.action`, filter: 'text' },
    kind: { filter: 'choice', where: isOfKind },
    subject: { sql: sql`e.subject_type`, filter: 'choice' },
    subjectId: { sql: sql`e.subject_id`, filter: 'choice' },
    road: { sql: sql`e.road`, filter: 'choice' },
    from: { sql: sql`e.address`, filter: 'text' },
    token: { filter: 'choice', where: idIn(sql`e.token_id`) },
    refused: { sql: sql`e.refused`, filter: 'boolean' },
  },
  search: (q) => {
    const like = likePattern(q);
    return sql`(e.actor_label ILIKE ${like} OR e.action ILIKE ${like} OR e.subject_id ILIKE ${like} OR e.address ILIKE ${like} OR e.detail->>'name' ILIKE ${like})`;
  },
  defaultSort: { field: 'at', direction: 'desc' },
});
export type AuditQuery = GridQuery<typeof auditGrid>;
