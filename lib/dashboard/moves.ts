import { Prisma } from '../db';

const { sql } = Prisma;

/** Of `list_events e`: places taken on lists. */
export const joinedPlaces = sql`(count(*) FILTER (WHERE e.kind IN ('joined', 'restored')))::int`;

/** Of `list_events e`: places given up. */
export const leftPlaces = sql`(count(*) FILTER (WHERE e.kind IN ('left', 'removed')))::int`;

/** Who said no to mail, and when. What Dotdigital said is told by its own lines, not by the consent they led to. */
export const optOutsSince = (from: Prisma.Sql): Prisma.Sql => sql`
  SELECT coalesce(r.email_key, 'record ' || r.id) AS who, n.consent_at AS at
  FROM consents n JOIN crm_records r ON r.id = n.record_id
  WHERE n.channel = 'email' AND n.state = 'withdrawn' AND n.origin <> 'dotdigital' AND n.consent_at >= ${from}
  UNION ALL
  SELECT v.email_key, v.at FROM address_events v WHERE v.status = 'Unsubscribed' AND v.at >= ${from}`;
