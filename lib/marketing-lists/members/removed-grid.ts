import { visibleRecords, type Context } from '@/lib/context';
import { defineGrid, Prisma, type GridQuery } from '@/lib/db';
import { factsOfEveryone, standingOf } from '@/lib/standing';
import { channelOf, nameOf, scopeOf, type ListConnection } from './member-sql';
import { merelyUnreached } from './removed-words';

const { sql } = Prisma;

type RemovedScope = { listId: bigint; connection: ListConnection | null; visible: Prisma.Sql };

export const removedScope = (
  ctx: Context,
  listId: bigint,
  connection: ListConnection | null,
): RemovedScope => ({ listId, connection, visible: visibleRecords(ctx) });

/** Why someone is out; a removal by hand says more than that the filter has let go of them since. Who merely has no address of their own is not out. */
const whyOut = (
  connection: ListConnection | null,
): Prisma.Sql => sql`CASE WHEN i.removed_at IS NOT NULL THEN 'removed_by_hand' WHEN NOT i.in_filter THEN 'not_on_list'
  WHEN (${standingOf(channelOf(connection))}) <> ALL(${[...merelyUnreached]}::text[]) THEN (${standingOf(channelOf(connection))}) END`;

/** Since when, as far as anybody said. */
const outSince = (connection: ListConnection | null): Prisma.Sql => sql`CASE ${whyOut(connection)}
  WHEN 'removed_by_hand' THEN i.removed_at
  WHEN 'not_on_list' THEN i.left_at
  WHEN 'opted_out' THEN (SELECT max(x.consent_at) FROM crm_records x WHERE x.email_key = r.email_key AND x.consent_state = 'withdrawn')
  WHEN 'opted_out_sms' THEN (SELECT max(x.sms_consent_at) FROM crm_records x WHERE x.mobile_e164 = r.mobile_e164 AND x.sms_consent_state = 'withdrawn')
  WHEN 'no_consent' THEN NULL
  WHEN 'no_sms_consent' THEN NULL
  WHEN 'unsubscribed_from_book' THEN b.unsubscribed_at
  WHEN d.status THEN ${connection ? sql`d.status_at` : sql`NULL::timestamptz`}
  ELSE mark.at END`;

/** Whoever has had a place on the list and is out: taken off by hand, no longer in its filter, or kept from its mail by a wish or by Dotdigital. */
export const removedGrid = defineGrid<RemovedScope>()({
  from: ({ listId, connection }) => {
    const facts = factsOfEveryone(scopeOf(listId, connection));
    return sql`(
      WITH ${facts.with}
      SELECT i.record_id, i.in_filter, i.removed_by_id, ${whyOut(connection)} AS why, ${outSince(connection)} AS since
      FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL AND i.list_id = ${listId}::bigint
      ${facts.joins} OFFSET 0
    ) i JOIN crm_records r ON r.id = i.record_id`;
  },
  where: ({ visible }) => sql`i.why IS NOT NULL AND ${visible}`,
  id: sql`i.record_id`,
  ties: 'asc',
  columns: {
    since: { sql: sql`i.since`, sort: true, nullable: true },
    name: { sql: sql`lower(${nameOf(sql`r`)})`, sort: true },
    why: { sql: sql`i.why`, filter: 'choice' },
  },
  search: [sql`concat_ws(' ', r.first_name, r.last_name, r.email)`],
  defaultSort: { field: 'since', direction: 'desc' },
  prefix: 'removed',
});
export type RemovedQuery = GridQuery<typeof removedGrid>;
