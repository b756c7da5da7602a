import { Prisma } from '../../db';
import { rulesVersion } from './machine-rules';
import { countedOfRecipient } from '../counted-of-recipient';

const { raw, sql } = Prisma;

const names = Object.keys(countedOfRecipient);
const columns = raw(names.join(', '));
const listed = (each: (name: string, counts: string) => string) =>
  raw(names.map((name) => each(name, countedOfRecipient[name] ?? '')).join(', '));

/** Adds to a campaign's totals what rows of recipients `was` and `became` differ by. */
export const keepTotals = (campaignId: bigint): Prisma.Sql => sql`
  INSERT INTO campaign_totals AS t (campaign_id, counted_by, first_sent_at, ${columns})
  SELECT ${campaignId}, ${rulesVersion}, min(r.sent_at) FILTER (WHERE r.sign > 0),
    ${listed((_, counts) => `coalesce(sum(r.sign * ${counts}), 0)::int`)}
  FROM (SELECT -1 AS sign, was.* FROM was UNION ALL SELECT 1, became.* FROM became) r
  HAVING count(*) > 0
  ON CONFLICT (campaign_id) DO UPDATE SET ${listed((name) => `${name} = t.${name} + excluded.${name}`)},
    first_sent_at = least(t.first_sent_at, excluded.first_sent_at), revision = t.revision + 1`;

/** Counts them anew; equal counts are not rewritten. */
export const recountTotals = (campaignId: bigint): Prisma.Sql => sql`
  INSERT INTO campaign_totals AS t (campaign_id, counted_by, first_sent_at, ${columns})
  SELECT ${campaignId}, ${rulesVersion}, min(r.sent_at), ${listed((_, counts) => `coalesce(sum(${counts}), 0)::int`)}
  FROM campaign_recipients r WHERE r.campaign_id = ${campaignId}
  ON CONFLICT (campaign_id) DO UPDATE SET counted_by = excluded.counted_by, first_sent_at = excluded.first_sent_at,
    revision = t.revision + 1, ${listed((name) => `${name} = excluded.${name}`)}
  WHERE (t.counted_by, t.first_sent_at, ${listed((name) => `t.${name}`)})
    IS DISTINCT FROM (excluded.counted_by, excluded.first_sent_at, ${listed((name) => `excluded.${name}`)})`;
