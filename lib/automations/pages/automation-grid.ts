import { defineGrid, Prisma, type GridQuery } from '@/lib/db';

const { sql } = Prisma;

/** What became of the people of each, counted in one pass. */
const counts = sql`
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE f.state = 'done')::int AS done, count(*) FILTER (WHERE f.state IN ('waiting', 'sending', 'accepted'))::int AS waiting,
      count(*) FILTER (WHERE f.state IN ('failed', 'unknown'))::int AS failed, count(*) FILTER (WHERE f.state = 'skipped')::int AS skipped,
      max(f.settled_at) FILTER (WHERE f.state = 'done') AS last_at
    FROM automation_firings f WHERE f.automation_id = a.id) c ON TRUE`;

export const automationTables = sql`
  automations a LEFT JOIN integrations i ON i.id = a.integration_id ${counts}`;

export const automationGrid = defineGrid()({
  from: automationTables,
  where: sql`(i.id IS NULL OR i.deleted_at IS NULL)`,
  id: sql`a.id`,
  columns: {
    name: { sql: sql`lower(a.name)`, sort: true },
    state: { sql: sql`a.state::text`, sort: true, filter: 'choice' },
    trigger: { sql: sql`(a.trigger->>'kind')`, filter: 'choice' },
    action: { sql: sql`(a.action->>'kind')`, filter: 'choice' },
    done: { sql: sql`c.done`, sort: true },
    waiting: { sql: sql`c.waiting`, sort: true },
    failed: { sql: sql`c.failed`, sort: true },
    skipped: { sql: sql`c.skipped`, sort: true },
    lastFiredAt: { sql: sql`c.last_at`, sort: true, nullable: true },
    updatedAt: { sql: sql`a.updated_at`, sort: true },
  },
  search: [sql`a.name`],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type AutomationQuery = GridQuery<typeof automationGrid>;
