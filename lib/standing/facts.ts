import type { Channel } from '../channel';
import { liveConnection } from '../connections/live-connection';
import { Prisma } from '../db';
import { contactsOf, keyOf } from './channel-keys';
import { consentOf, gateIs, type ConsentGate } from './consent-gate';
import { mustNotBeMailed } from './may-be-mailed';
import { setAsideReasons } from './set-aside';
import { isNotAboutMail } from './sms-rules';
import { takenOut } from './standing-of';

const { sql } = Prisma;

type AccountScope = {
  integrationId: bigint;
  addressBookId: bigint | null;
  /** Of the book. */
  channel: Channel;
  /** Instead of the integration's own: looked at before it is set. */
  consentGate?: ConsentGate;
  /** As if it began now, without back-fill. */
  startsNow?: boolean;
};

/** Through which list and into which book someone would be reached. */
export type StandingScope = {
  listId: bigint;
  /** null: the list feeds no book yet; then the refusal of any account counts. A book that is yet to be made holds nobody. */
  account: AccountScope | null;
  /** The hash of what would be sent, over `r`, as planned_changes keeps it; null: nothing is known to be sent. */
  wantedHash: Prisma.Sql | null;
};

/** A list's people: matched, not removed by hand, the record not deleted. Aliases i and r. */
export const membersOf = (listId: bigint): Prisma.Sql =>
  sql`list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
    AND i.list_id = ${listId}::bigint AND i.in_filter AND i.removed_at IS NULL`;

/** Alias i again, where a member's row is made ready as `r`: what all of them have in common, and `r.joined_at`. */
export const placeOfMember = sql`(SELECT TRUE AS in_filter, NULL::timestamptz AS removed_at, r.joined_at)`;

/** Addresses whose person opted out of mail here: on whatever record, a deleted one included, or by a suppression file before there was any. */
export const optedOutAddresses = sql`
  SELECT DISTINCT email_key FROM (
    SELECT email_key FROM crm_records WHERE consent_state = 'withdrawn' AND email_key IS NOT NULL
    UNION ALL SELECT email_key FROM suppressed_addresses) wishes`;

/** Addresses of everyone here whom mail may reach, each once: no wish stands against it, and no account refuses it. Whatever list they are on. */
export const mailableAddresses = (): Prisma.Sql => sql`
  SELECT email_key FROM crm_records WHERE deleted_at IS NULL AND email_key IS NOT NULL
  EXCEPT (${optedOutAddresses})
  EXCEPT (SELECT email_key FROM (${refusingStatuses(Prisma.empty)}) refused)`;

/** Numbers whose person opted out of SMS here, on whatever record, a deleted one included. */
export const optedOutNumbers = sql`
  SELECT DISTINCT mobile_e164 AS email_key FROM crm_records WHERE sms_consent_state = 'withdrawn' AND mobile_e164 IS NOT NULL`;

const channelOf = (account: { channel: Channel } | null): Channel => account?.channel ?? 'email';
const optedOutOn = (channel: Channel): Prisma.Sql =>
  channel === 'sms' ? optedOutNumbers : optedOutAddresses;

/** Addresses that nothing may reach through an account: everyone's with one against whom `standingOfAnyone` has something. */
export const addressesOutOfReach = (integrationId: bigint): Prisma.Sql => sql`
  ${optedOutAddresses}
  UNION SELECT x.email_key FROM dotdigital_contacts x
  WHERE x.integration_id = ${integrationId}::bigint AND ${mustNotBeMailed(sql`x.status`)}
  UNION (
    SELECT x.email_key FROM crm_records x WHERE ${gateIs({ integrationId })} AND x.deleted_at IS NULL AND x.email_key IS NOT NULL
    EXCEPT (${consentOf({ integrationId }, Prisma.empty)}))`;

type Facts = {
  /** Goes behind WITH. */
  with: Prisma.Sql;
  /** Goes behind a FROM that has i and r. */
  joins: Prisma.Sql;
};

/** Of `people`, who have an id and a key (as email_key): keys that several of them have, and whose they are. */
export const eldersAmong = (people: Prisma.Sql): Prisma.Sql => sql`
  SELECT p.email_key, min(p.id) AS id FROM (${people}) p WHERE p.email_key IS NOT NULL GROUP BY p.email_key HAVING count(*) > 1`;

/**
 * What the rules ask, for everyone at once. `elders` are those of all who compete for an address or number: the
 * list's people where nothing else is said. Everything is materialised: fresh tables have no statistics, and a loop over an aggregate is
 * what the planner then guesses. It takes each address for one row only where DISTINCT says so, and hashes everybody instead where it does not.
 */
export function factsOfEveryone(
  scope: StandingScope,
  elders: Prisma.Sql = eldersAmong(
    sql`SELECT r.id, ${keyOf(channelOf(scope.account))} AS email_key FROM ${membersOf(scope.listId)}`,
  ),
): Facts {
  const key = keyOf(channelOf(scope.account));
  return {
    with: sql`
      standing_elders AS MATERIALIZED (
        SELECT DISTINCT ON (o.email_key) o.email_key, o.id FROM (${elders}) o),
      ${factsOfKept(scope)},
      standing_refusals AS MATERIALIZED (${refusals(scope, Prisma.empty)})${
        scope.account
          ? Prisma.empty
          : sql`,
      standing_refusing AS MATERIALIZED (${refusingStatuses(Prisma.empty)})`
      }`,
    joins: sql`
      LEFT JOIN standing_elders elder ON elder.email_key = ${key} AND elder.id < r.id
      ${optedJoin(scope)}
      ${keptJoins(scope)}
      LEFT JOIN standing_refusals refusal ON refusal.email_key = ${key}
      ${scope.account ? Prisma.empty : sql`LEFT JOIN standing_refusing d ON d.email_key = r.email_key`}
      ${accountJoins(scope, sql`AND ${mustNotBeMailed(sql`d.status`)}`)}`,
  };
}

/** The same by look-ups, one person at a time: for a page of people, or those of one file. */
export function factsOfEach(scope: StandingScope): Prisma.Sql {
  const channel = channelOf(scope.account);
  const [key, other] = [keyOf(channel), keyOf(channel, 'x')];
  return sql`
  LEFT JOIN LATERAL (
    SELECT x.id FROM crm_records x JOIN list_items y ON y.list_id = ${scope.listId}::bigint AND y.record_id = x.id
    WHERE ${other} = ${key} AND x.id < r.id AND x.deleted_at IS NULL AND y.in_filter AND y.removed_at IS NULL
    ORDER BY x.id LIMIT 1) elder ON TRUE
  ${channel === 'sms' ? optedOutNumberOfEach : optedOutOfEach}
  LEFT JOIN LATERAL (${marks(scope, sql`AND ${other} = ${key}`)}) mark ON TRUE
  ${gateOfEach(scope.account)}
  LEFT JOIN LATERAL (${refusals(scope, sql`AND p.email_key = ${key}`)}) refusal ON TRUE
  ${scope.account ? Prisma.empty : sql`LEFT JOIN LATERAL (${refusingStatuses(sql`AND x.email_key = r.email_key`)}) d ON TRUE`}
  ${accountJoins(scope)}`;
}

const optedOutOfEach = sql`
  LEFT JOIN LATERAL (
    SELECT x.email_key FROM crm_records x WHERE x.email_key = r.email_key AND x.consent_state = 'withdrawn'
    UNION ALL SELECT x.email_key FROM suppressed_addresses x WHERE x.email_key = r.email_key LIMIT 1) opted ON TRUE`;

const optedOutNumberOfEach = sql`
  LEFT JOIN LATERAL (
    SELECT x.mobile_e164 AS email_key FROM crm_records x
    WHERE x.mobile_e164 = r.mobile_e164 AND x.sms_consent_state = 'withdrawn' LIMIT 1) opted ON TRUE`;

/** What `standingOfAnyone` asks, by look-ups: r alone has to be there. Without an account the refusal of any counts. */
export const factsOfAnyone = (integrationId: bigint | null): Prisma.Sql => sql`
  ${optedOutOfEach}
  LEFT JOIN LATERAL (${
    integrationId === null
      ? refusingStatuses(sql`AND x.email_key = r.email_key`)
      : sql`SELECT x.status FROM dotdigital_contacts x WHERE x.integration_id = ${integrationId}::bigint AND x.email_key = r.email_key`
  }) d ON TRUE
  ${gateOfEach(integrationId === null ? null : { integrationId })}`;

/** What `smsStandingOfAnyone` asks, by look-ups: r alone has to be there. */
export const smsFactsOfAnyone = (integrationId: bigint | null): Prisma.Sql => sql`
  ${optedOutNumberOfEach}
  LEFT JOIN dotdigital_contacts person ON person.integration_id = ${integrationId}::bigint AND person.email_key = r.email_key
  LEFT JOIN sms_contacts d ON d.integration_id = ${integrationId}::bigint AND d.mobile = r.mobile_e164`;

type KeptScope = Pick<StandingScope, 'listId' | 'account'>;

/** Addresses or numbers that keep their place in the book: someone on the list has them, and no rule takes them out. Needs `factsOfKept`. */
export const keptAddresses = (scope: KeptScope): Prisma.Sql => {
  const channel = channelOf(scope.account);
  return sql`
  SELECT ${keyOf(channel)} AS email_key FROM ${membersOf(scope.listId)} ${channel === 'sms' ? optedJoin(scope) : Prisma.empty} ${keptJoins(scope)}
  WHERE ${keyOf(channel)} IS NOT NULL AND NOT coalesce(${takenOut(channel)}, FALSE)`;
};

export const factsOfKept = (scope: KeptScope): Prisma.Sql => {
  const channel = channelOf(scope.account);
  return sql`
  standing_opted AS MATERIALIZED (${optedOutOn(channel)}),
  standing_marks AS MATERIALIZED (${marks(scope, sql`AND ${keyOf(channel, 'x')} IS NOT NULL`)}),
  standing_consented AS MATERIALIZED (${consentOf(scope.account, Prisma.empty)})`;
};

const optedJoin = ({ account }: KeptScope): Prisma.Sql =>
  sql`LEFT JOIN standing_opted opted ON opted.email_key = ${keyOf(channelOf(account))}`;

const keptJoins = ({ account }: KeptScope): Prisma.Sql => {
  const key = keyOf(channelOf(account));
  return sql`
  LEFT JOIN standing_marks mark ON mark.email_key = ${key}
  LEFT JOIN standing_consented consented ON consented.email_key = ${key}
  CROSS JOIN (SELECT ${gateIs(account)} AS closed) gate`;
};

const gateOfEach = (account: Parameters<typeof gateIs>[0]): Prisma.Sql => {
  const channel = account?.channel ?? 'email';
  return sql`
  CROSS JOIN (SELECT ${gateIs(account)} AS closed) gate
  LEFT JOIN LATERAL (${consentOf(account, sql`AND ${keyOf(channel, 'x')} = ${keyOf(channel)}`)} LIMIT 1) consented ON TRUE`;
};

/** A wish outweighs whatever Dotdigital said; it holds for the address or number, also where its place is off the list or its record deleted. */
const marks = ({ listId, account }: KeptScope, whose: Prisma.Sql): Prisma.Sql => {
  const key = keyOf(channelOf(account), 'x');
  return sql`
  SELECT DISTINCT ON (${key}) ${key} AS email_key,
    CASE WHEN y.unsubscribed_reason = 'person' THEN 'taken_off' ELSE coalesce(y.unsubscribed_reason, 'unsubscribed') END AS reason,
    y.unsubscribed_at AS at
  FROM list_items y JOIN crm_records x ON x.id = y.record_id
  WHERE y.list_id = ${listId}::bigint AND y.unsubscribed_at IS NOT NULL ${whose}
    AND ${channelOf(account) === 'sms' ? isNotAboutMail : sql`TRUE`}
  ORDER BY ${key}, (y.unsubscribed_reason = 'person') IS TRUE DESC, y.unsubscribed_at, y.record_id`;
};

const refusals = ({ account }: StandingScope, whose: Prisma.Sql): Prisma.Sql => sql`
  SELECT DISTINCT ON (p.email_key) p.email_key, p.wanted_hash, p.reason_text
  FROM connections c JOIN waves w ON w.connection_id = c.id JOIN planned_changes p ON p.wave_id = w.id
  WHERE c.address_book_id = ${account?.addressBookId ?? null}::bigint AND p.outcome = 'rejected'
    AND p.reason_code = ANY(${[...setAsideReasons]}::text[]) ${whose}
  ORDER BY p.email_key, p.wave_id DESC`;

const refusingStatuses = (whose: Prisma.Sql): Prisma.Sql => sql`
  SELECT DISTINCT ON (x.email_key) x.email_key, x.status
  FROM dotdigital_contacts x JOIN integrations n ON n.id = x.integration_id AND n.deleted_at IS NULL
  WHERE ${mustNotBeMailed(sql`x.status`)} ${whose} ORDER BY x.email_key, x.integration_id`;

/** When a connection without back-fill began; NULL: everyone on the list is sent. */
const startOf = ({ listId, account }: StandingScope): Prisma.Sql =>
  account?.startsNow
    ? sql`'infinity'::timestamptz`
    : sql`(SELECT c.only_from FROM connections c WHERE c.list_id = ${listId}::bigint
        AND c.address_book_id = ${account?.addressBookId ?? null}::bigint AND ${liveConnection('c')})`;

/** `ofWhom` may leave out of d, on the channel of mail, those whose status nothing is asked about. */
const accountJoins = (scope: StandingScope, ofWhom = Prisma.empty): Prisma.Sql => {
  const { account, wantedHash } = scope;
  const channel = channelOf(account);
  const key = keyOf(channel);
  const byAddress = (alias: 'd' | 'person') =>
    sql`LEFT JOIN dotdigital_contacts ${Prisma.raw(alias)} ON ${Prisma.raw(alias)}.integration_id = ${account?.integrationId ?? null}::bigint
      AND ${Prisma.raw(alias)}.email_key = r.email_key`;
  const byNumber = sql`
    LEFT JOIN ${contactsOf('sms')} d ON d.integration_id = ${account?.integrationId ?? null}::bigint AND d.email_key = r.mobile_e164`;
  return sql`
  ${account === null ? Prisma.empty : channel === 'sms' ? sql`${byNumber} ${byAddress('person')}` : sql`${byAddress('d')} ${ofWhom}`}
  LEFT JOIN book_members b ON b.address_book_id = ${account?.addressBookId ?? null}::bigint AND b.email_key = ${key}
  CROSS JOIN (SELECT ${startOf(scope)} AS at) start
  CROSS JOIN LATERAL (SELECT ${wantedHash ?? sql`NULL::bytea`} AS hash) wanted`;
};
