import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { accountOfRun } from '../records/change-cause';
import { fetchRecord } from '../records/internal';
import { readCatalogue } from '../fields/read-catalogue';
import type { TimelinePage } from '../schemas';
import { readPerson, timelineParts } from './timeline-sql';
import { type EventRow, toTimelineItem } from '../records/timeline-words';

const PAGE = 30;

/**
 * Everything Dotbridge decided and saw about a record and those merged into it, newest first: a question over what is stored, not a copy.
 * A page continues behind `before` (time and key of the last line).
 */
export async function recordTimeline(
  ctx: Context,
  input: { id: string; before?: string | null },
): Promise<TimelinePage> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const record = await fetchRecord(ctx, prisma, input.id);
  const [person, catalogue] = await Promise.all([
    readPerson(prisma, record.id),
    readCatalogue(prisma, record.entity, { archived: true }),
  ]);
  const [beforeAt, beforeKey] = (input.before ?? '').split('|');
  const before =
    beforeAt && beforeKey && !Number.isNaN(Date.parse(beforeAt))
      ? Prisma.sql`WHERE (at, key) < (${new Date(beforeAt)}, ${beforeKey})`
      : Prisma.empty;
  const rows = await prisma.$queryRaw<EventRow[]>`
    SELECT events.*, u.name AS person, CASE events.kind WHEN 'value_conflict' THEN (SELECT n.name FROM integrations n WHERE n.id = events.subject_id)
        WHEN 'change' THEN ${accountOfRun(Prisma.sql`events.origin`, Prisma.sql`events.cause`)} END AS account, ob.name AS owner_before, oa.name AS owner_after
    FROM (${timelineParts(ctx, person)}) events LEFT JOIN users u ON events.origin = 'person' AND u.id::text = events.cause
    LEFT JOIN users ob ON events.name = 'owner' AND events.kind = 'change' AND ob.id::text = events.before #>> '{}'
    LEFT JOIN users oa ON events.name = 'owner' AND events.kind = 'change' AND oa.id::text = events.after #>> '{}'
    ${before}
    ORDER BY at DESC, key DESC LIMIT ${PAGE + 1}`;
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => toTimelineItem(row, catalogue)).filter((item) => item !== null),
    nextBefore: last ? `${last.at.toISOString()}|${last.key}` : null,
  };
}
