import type { Channel } from '@/lib/channel';
import { type Ask, Prisma } from '@/lib/db';
import {
  factsOfEach,
  keyOf,
  standingOf,
  standingsThatApply,
  type RuleCode,
  type SmsRuleCode,
} from '@/lib/standing';
import { channelOf, nameOf, scopeOf, type ListConnection } from '../members/member-sql';

const { sql } = Prisma;

/** Why someone isn't mailed (null: they are), and every rule that keeps them from it. */
type Standing = { code: string | null; applying: (RuleCode | SmsRuleCode)[]; status: string | null };

export type RecordFacts = Standing & {
  id: string;
  name: string;
  email: string | null;
  /** Their address, or their number where the first book that the list feeds is fed by number. */
  key: string | null;
  inFilter: boolean | null;
  removedAt: Date | null;
  removedBy: string | null;
  removedReason: string | null;
  markedAt: Date | null;
  markedReason: string | null;
  elder: string | null;
  elderId: string | null;
  mobile: string | null;
  /** By which the first book that the list feeds is fed. */
  channel: Channel;
};

export type BookFacts = Standing & {
  connectionId: string;
  bookName: string;
  integration: string;
  present: boolean | null;
  putThereByUs: boolean | null;
  channel: Channel;
  leftBookAt: Date | null;
  waveAt: Date | null;
  action: string | null;
  outcome: string | null;
  reason: string | null;
};

const standingColumns = (channel: Channel): Prisma.Sql =>
  sql`${standingOf(channel)} AS code, ${standingsThatApply(channel)} AS applying, d.status`;

type AskedFacts = {
  listId: bigint;
  connection: ListConnection | null;
  ids: readonly bigint[];
  /** Over `o`: whether an older record with the address may be named. */
  elderSeen: Prisma.Sql;
};

/** What stands of these records about one list and the book that its page shows. */
export const readRecordFacts = async (
  ask: Ask,
  { listId, connection, ids, elderSeen }: AskedFacts,
): Promise<RecordFacts[]> => {
  const channel = channelOf(connection);
  const facts = await ask<Omit<RecordFacts, 'channel'>>(sql`
  SELECT r.id::text AS id, ${nameOf(sql`r`)} AS name, r.email, r.mobile, ${keyOf(channel)} AS key, i.in_filter AS "inFilter",
    i.removed_at AS "removedAt", u.name AS "removedBy",
    (SELECT e.cause FROM list_events e WHERE e.record_id = r.id AND e.list_id = i.list_id AND e.kind = 'removed' ORDER BY e.id DESC LIMIT 1) AS "removedReason",
    mark.at AS "markedAt", mark.reason AS "markedReason", named.id AS "elderId", named.name AS elder, ${standingColumns(channel)}
  FROM crm_records r
  LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = r.id
  LEFT JOIN users u ON u.id = i.removed_by_id
  ${factsOfEach(scopeOf(listId, connection))}
  LEFT JOIN LATERAL (
    SELECT o.id::text AS id, ${nameOf(sql`o`)} AS name FROM crm_records o WHERE o.id = elder.id AND ${elderSeen}) named ON TRUE
  WHERE r.id = ANY(${[...ids]}::bigint[]) ORDER BY r.id`);
  return facts.map((one) => ({ ...one, channel }));
};

/** What stands of a record about one book that the list feeds: Dotdigital's word, the book, the last settled wave. */
export async function readBookFacts(
  ask: Ask,
  listId: bigint,
  connection: ListConnection,
  recordId: string,
): Promise<BookFacts[]> {
  const { id, bookName, integration, channel } = connection;
  const facts = await ask<Omit<BookFacts, 'connectionId' | 'bookName' | 'integration' | 'channel'>>(sql`
    SELECT ${standingColumns(channel)}, b.present, b.put_there_by_us AS "putThereByUs", b.unsubscribed_at AS "leftBookAt",
      w.finished_at AS "waveAt", p.action, p.outcome, coalesce(p.reason_text, p.reason_code) AS reason
    FROM crm_records r
    LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = r.id
    ${factsOfEach(scopeOf(listId, connection))}
    LEFT JOIN LATERAL (SELECT w.id, w.finished_at FROM waves w WHERE w.connection_id = ${id}::bigint AND w.finished_at IS NOT NULL ORDER BY w.id DESC LIMIT 1) w ON TRUE
    LEFT JOIN LATERAL (SELECT * FROM planned_changes p WHERE p.wave_id = w.id AND p.email_key = ${keyOf(channel)} ORDER BY p.n DESC LIMIT 1) p ON TRUE
    WHERE r.id = ${recordId}::bigint`);
  return facts.map((one) => ({ ...one, connectionId: String(id), bookName, integration, channel }));
}
