import type { Actor } from '../actor';
import { Prisma } from '../db';
import { visibleLists } from './list-rule';
import { ownersSeen } from './owned-by';

const { sql } = Prisma;

type Asker = { actor: Actor };

/** What stands in place of the name of a campaign that the person who asks may not see. */
export const hiddenCampaignName = 'a campaign of somebody else';

const ownersAsked = ({ actor }: Asker): bigint[] | null =>
  actor.kind === 'person' && actor.byOwner?.campaigns ? ownersSeen(actor) : null;

/**
 * Decision 80, for every room that names a campaign: where an installation has campaigns seen by owner, an email campaign is seen by whoever
 * sees a list whose book it went to, by the owner of its marketing campaign, the owner’s teams and admins; one of no list and no owner by
 * everybody. Over `email_campaigns` under this alias.
 */
export function visibleCampaigns(asker: Asker, c: Prisma.Sql = sql`c`): Prisma.Sql {
  const owners = ownersAsked(asker);
  if (owners === null) return sql`TRUE`;
  const marketing = sql`FROM marketing_campaigns umbrella WHERE umbrella.id = ${c}.marketing_campaign_id`;
  return sql`(
    EXISTS (SELECT ${marketing} AND umbrella.owner_id = ANY(${owners}::bigint[]))
    OR EXISTS (SELECT ${listsOf(c)} AND ${visibleLists(asker, sql`fed`)})
    OR NOT EXISTS (SELECT ${marketing} AND umbrella.owner_id IS NOT NULL) AND NOT EXISTS (SELECT ${listsOf(c)}))`;
}

/** The same of marketing campaigns: seen by their owners, and with one of the email campaigns under them. Over `marketing_campaigns`. */
export function visibleMarketing(asker: Asker, m: Prisma.Sql = sql`m`): Prisma.Sql {
  const owners = ownersAsked(asker);
  if (owners === null) return sql`TRUE`;
  const under = sql`FROM email_campaigns part WHERE part.marketing_campaign_id = ${m}.id`;
  return sql`(
    ${m}.owner_id = ANY(${owners}::bigint[])
    OR EXISTS (SELECT ${under} AND ${visibleCampaigns(asker, sql`part`)})
    OR ${m}.owner_id IS NULL AND NOT EXISTS (SELECT ${under}))`;
}

/** Lists that feed, or ever fed, a book that it went to. */
const listsOf = (c: Prisma.Sql): Prisma.Sql => sql`
  FROM email_campaign_books went JOIN connections fed_by ON fed_by.address_book_id = went.address_book_id
  JOIN marketing_lists fed ON fed.id = fed_by.list_id WHERE went.campaign_id = ${c}.id`;
