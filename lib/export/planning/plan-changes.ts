import { readWantedValues, valuesHash, type WantedValues } from '../../data-fields';
import { Prisma, type Tx } from '../../db';
import { sendableSmsStatuses, sendableStatuses } from '../../dotdigital';
import {
  contactsOf,
  factsOfEveryone,
  factsOfKept,
  keptAddresses,
  keyOf,
  mayBeMailed,
  membersOf,
  optedOutAddresses,
  optedOutNumbers,
  placeOfMember,
  standingOf,
} from '../../standing';
import { planRenames, renamedFrom } from './plan-renames';
import { planResubscribes } from './plan-resubscribes';
import type { PlanScope } from './plan-scope';
import type { PlanCounts } from '../schemas';

/**
 * The plan of one wave, set-wise, in the temporary table plan_rows of this transaction: what differs between the list and what
 * Dotdigital is known to hold. It reads only; nothing is sent or stored by it. Of several records with one address, or one number where
 * the book is fed by number, the oldest (lowest id) is sent, the others are left out as duplicates.
 */
export async function planChanges(tx: Tx, scope: PlanScope): Promise<PlanCounts> {
  const wanted = await readWantedValues(tx, scope.integrationId, scope.entity, scope.channel);
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_files ON COMMIT DROP AS
    SELECT ${wanted.policies}::text[] AS policies, ${wanted.kept}::text[] AS kept_fields`;
  const listed = scope.mode === 'full' ? await planElders(tx, scope) : await countListed(tx, scope.listId);
  const isLarge = listed > largeList;
  if (isLarge) await planWithoutLoops(tx);
  if (scope.mode === 'full') await planMembers(tx, scope, wanted);
  else await planNobody(tx);
  await planOptOuts(tx, scope);
  if (scope.mode === 'full') {
    await planRenames(tx, scope);
    await planResubscribes(tx, scope);
    await planRemovals(tx, scope);
  }
  const counts = await countPlan(tx, scope, listed);
  if (isLarge) await tx.$executeRaw`SELECT set_config('enable_nestloop', 'on', true)`;
  return counts;
}

const largeList = 20_000;

/**
 * Fresh tables have no statistics yet, and a loop over a large list is what the planner then guesses. What it hashes instead shall fit, but
 * not into the shared memory of several processes, of which containers have little: each hashes the list for itself, so there are two at most.
 * A second one takes 50 ms to start, which only the values are worth; handing rows over costs far less than PostgreSQL reckons.
 */
async function planWithoutLoops(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('enable_nestloop', 'off', true), set_config('enable_parallel_hash', 'off', true), set_config('work_mem', '64MB', true),
      set_config('parallel_setup_cost', '4000', true), set_config('parallel_tuple_cost', '0.01', true),
      set_config('max_parallel_workers_per_gather', least(current_setting('max_parallel_workers_per_gather')::int, 1)::text, true)`;
}

async function planNobody(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_rows (
      action text, email_key text, email text, name text, record_id bigint, wanted_hash bytea, wanted_values jsonb, held_values jsonb,
      reason_code text, reason_text text, bytes int, filled_by_rivals text) ON COMMIT DROP`;
}

/** What record `r` is called while it is planned: a run tells what it did then. */
const nameNow = Prisma.sql`nullif(concat_ws(' ', r.first_name, r.last_name), '')`;

async function countListed(tx: Tx, listId: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM ${membersOf(listId)}`;
  return row?.count ?? 0;
}

/** Who shares an address or number, in plan_elders; in the same look at everybody they are counted. */
async function planElders(tx: Tx, { listId, channel }: PlanScope): Promise<number> {
  const key = keyOf(channel);
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_elders ON COMMIT DROP AS
    SELECT ${key} AS email_key, min(r.id) AS id, count(*)::int AS people, grouping(${key}) = 1 AS is_everyone
    FROM ${membersOf(listId)} GROUP BY GROUPING SETS ((${key}), ())
    HAVING grouping(${key}) = 1 OR (${key} IS NOT NULL AND count(*) > 1)`;
  const [row] = await tx.$queryRaw<{ people: number }[]>`SELECT people FROM plan_elders WHERE is_everyone`;
  return row?.people ?? 0;
}

/** What a person is shown as where somebody is told of them: address or number, as it was typed. */
const shownOf = ({ channel }: Pick<PlanScope, 'channel'>): Prisma.Sql =>
  channel === 'sms' ? Prisma.sql`r.mobile_e164` : Prisma.sql`r.email`;

/** A wish recorded here goes out as an unsubscribe as long as Dotdigital would still write to the address or number. */
async function planOptOuts(tx: Tx, scope: PlanScope): Promise<void> {
  const isSms = scope.channel === 'sms';
  const reachable = isSms ? sendableSmsStatuses : [...sendableStatuses, 'PendingOptIn'];
  await tx.$executeRaw`
    INSERT INTO plan_rows (action, email_key, email, name, record_id, bytes)
    SELECT 'unsubscribe', o.email_key, ${shownOf(scope)}, ${nameNow}, r.id, 0
    FROM (${isSms ? optedOutNumbers : optedOutAddresses}) o
    LEFT JOIN LATERAL (
      SELECT x.* FROM crm_records x WHERE ${keyOf(scope.channel, 'x')} = o.email_key AND x.deleted_at IS NULL ORDER BY x.id LIMIT 1) r ON true
    LEFT JOIN ${contactsOf(scope.channel)} c ON c.integration_id = ${scope.integrationId} AND c.email_key = o.email_key
    WHERE c.status = ANY(${[...reachable]}::text[])
      OR (c.status IS NULL AND EXISTS (
        SELECT FROM book_members m JOIN address_books a ON a.id = m.address_book_id
        WHERE a.integration_id = ${scope.integrationId} AND m.email_key = o.email_key AND m.present))`;
}

/** Of a record `r`: what the rules and a row of the plan ask. Whatever else there is would be carried through every join. */
const askedOfRecord = Prisma.sql`
  r.id, r.email, r.email_key, r.mobile, r.mobile_e164, r.first_name, r.last_name, r.consent_state, r.sms_consent_state, r.deleted_at`;

/**
 * Everybody's values are made first, each once (that is what `OFFSET 0` is for), as the text that is hashed, by several processes where
 * PostgreSQL finds it worth it; nothing else is a loop over them. What is held, and what is left out, is looked up only of those who differ.
 */
async function planMembers(
  tx: Tx,
  scope: PlanScope,
  { values, unfit, filledByRivals, everyone }: WantedValues,
): Promise<void> {
  const { integrationId, addressBookId, channel, startsNow = false } = scope;
  const key = keyOf(channel);
  const wanted = everyone(Prisma.sql`SELECT r.email_key FROM ${membersOf(scope.listId)}`);
  const facts = factsOfEveryone(
    {
      listId: scope.listId,
      account: { integrationId, addressBookId, channel, startsNow },
      wantedHash: Prisma.sql`r.made_hash`,
    },
    Prisma.sql`SELECT email_key, id FROM plan_elders WHERE NOT is_everyone`,
  );
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_rows ON COMMIT DROP AS
    WITH ${facts.with}${wanted.with},
    judged AS (
      SELECT r.id AS record_id, ${shownOf(scope)} AS email, ${key} AS email_key, ${nameNow} AS name, b.present, b.held_hash, refusal.reason_text,
        r.made AS wanted, r.made_hash AS hash, elder.id AS winner, ${standingOf(channel)} AS skip
      FROM (
        SELECT m.*, ${valuesHash(Prisma.sql`m.made`)} AS made_hash
        FROM (SELECT ${askedOfRecord}, i.joined_at, (${values})::text AS made FROM ${membersOf(scope.listId)} ${wanted.join} OFFSET 0) m OFFSET 0) r
      CROSS JOIN LATERAL ${placeOfMember} i
      ${facts.joins} OFFSET 0),
    differing AS (
      SELECT *, CASE WHEN skip IS NULL THEN (SELECT ${unfit} FROM crm_records r WHERE r.id = judged.record_id) END AS left_out
      FROM judged WHERE skip IS NOT NULL OR present IS NOT TRUE OR held_hash IS DISTINCT FROM hash OFFSET 0)
    SELECT
      CASE WHEN skip IS NOT NULL THEN 'skip' WHEN present THEN 'update' ELSE 'add' END AS action,
      email_key, email, name, record_id,
      CASE WHEN skip IS NULL THEN hash END AS wanted_hash, CASE WHEN skip IS NULL THEN wanted::jsonb END AS wanted_values,
      CASE WHEN skip IS NULL AND present IS NOT NULL THEN (
        SELECT h.held_values FROM book_members h WHERE h.address_book_id = ${addressBookId}::bigint AND h.email_key = differing.email_key) END AS held_values,
      coalesce(skip, CASE WHEN left_out IS NOT NULL THEN 'value_left_out' END) AS reason_code,
      CASE WHEN skip IS NULL THEN left_out WHEN skip IN ('duplicate', 'duplicate_mobile') THEN winner::text WHEN skip = 'refused_before' THEN reason_text END AS reason_text,
      CASE WHEN skip IS NULL THEN octet_length(wanted) + octet_length(email_key) + 8 ELSE 0 END AS bytes,
      CASE WHEN skip IS NULL THEN ${filledByRivals?.(Prisma.sql`(wanted::jsonb)`) ?? Prisma.sql`NULL::text`} END AS filled_by_rivals
    FROM differing`;
}

const leavesByUnsubscribe = Prisma.sql`
  AND NOT EXISTS (SELECT FROM plan_rows p WHERE p.action = 'unsubscribe' AND p.email_key = m.email_key)`;

/**
 * Out go people whom we put into the book or matched, and who are no longer on the list (someone taken off it by their own
 * wish is not). Strangers stay (law L5), unless the book is to mirror the list exactly, and so does whoever
 * came into the CRM because they were found there (decision 84); who is merely unsubscribed at Dotdigital is out already; who opted out here is unsubscribed, which takes them out too.
 * An unsubscribe from SMS takes nobody off a book, so there everyone who is to leave is taken out.
 */
async function planRemovals(tx: Tx, scope: PlanScope): Promise<void> {
  const mirrors = scope.options.strangers === 'mirror';
  if (scope.addressBookId === null || (!scope.ownsMemory && !mirrors)) return;
  const isSms = scope.channel === 'sms';
  const kept = { listId: scope.listId, account: scope };
  await tx.$executeRaw`
    INSERT INTO plan_rows (action, email_key, email, name, record_id, held_values, bytes)
    WITH ${factsOfKept(kept)}
    SELECT 'remove', m.email_key, ${shownOf(scope)}, ${nameNow}, m.record_id, m.held_values, 0
    FROM book_members m
    LEFT JOIN crm_records r ON r.id = m.record_id
    LEFT JOIN dotdigital_contacts c ON c.integration_id = ${scope.integrationId} AND c.email_key = m.email_key
    WHERE m.address_book_id = ${scope.addressBookId} AND m.present AND (${mirrors} OR m.put_there_by_us) AND (${isSms} OR ${mayBeMailed(Prisma.sql`c.status`)})
      AND NOT (${scope.options.strangers === 'create'} AND m.found_there)
      AND NOT EXISTS (SELECT FROM (${keptAddresses(kept)}) k WHERE k.email_key = m.email_key)
      ${isSms ? Prisma.empty : leavesByUnsubscribe}
      AND NOT EXISTS (SELECT FROM plan_rows p WHERE p.action = 'rename' AND ${renamedFrom} = m.email_key)`;
}

export async function countPlan(tx: Tx, scope: PlanScope, listed: number): Promise<PlanCounts> {
  const rows = await tx.$queryRaw<{ action: string; reason: string | null; count: number }[]>`
    SELECT action, reason_code AS reason, count(*)::int AS count FROM plan_rows GROUP BY 1, 2`;
  const [known] = await tx.$queryRaw<{ in_book: number; ours: number }[]>`
    SELECT count(*) FILTER (WHERE present)::int AS in_book,
      count(*) FILTER (WHERE present AND put_there_by_us)::int AS ours
    FROM book_members WHERE address_book_id = ${scope.addressBookId}::bigint`;
  const of = (action: string) =>
    rows.filter((row) => row.action === action).reduce((sum, row) => sum + row.count, 0);
  const counts = { add: of('add'), update: of('update') + of('rename'), skip: of('skip') };
  const resubscribe = of('resubscribe');
  return {
    ...counts,
    listed,
    resubscribe,
    remove: of('remove'),
    unsubscribe: of('unsubscribe'),
    unchanged: scope.mode === 'full' ? listed - counts.add - counts.update - counts.skip - resubscribe : 0,
    skippedBy: Object.fromEntries(
      rows.filter((row) => row.action === 'skip').map((row) => [row.reason ?? 'other', row.count]),
    ),
    inBook: known?.in_book ?? 0,
    ours: known?.ours ?? 0,
  };
}
