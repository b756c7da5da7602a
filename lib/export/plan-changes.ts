import { readWantedValues, valuesHash, type WantedValues } from '../data-fields';
import { Prisma, type Tx } from '../db';
import { sendableSmsStatuses, sendableStatuses } from '../dotdigital';
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
  standingOf,
} from '../standing';
import { planRenames, renamedFrom } from './plan-renames';
import { planResubscribes } from './plan-resubscribes';
import type { PlanScope } from './plan-scope';
import type { PlanCounts } from './schemas';

/**
 * The plan of one wave, set-wise, in the temporary table plan_rows of this transaction: what differs between the list and what
 * Dotdigital is known to hold. It reads only; nothing is sent or stored by it. Of several records with one address, or one number where
 * the book is fed by number, the oldest (lowest id) is sent, the others are left out as duplicates.
 */
export async function planChanges(tx: Tx, scope: PlanScope): Promise<PlanCounts> {
  const wanted = await readWantedValues(tx, scope.integrationId, scope.entity, scope.channel);
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_rows (
      action text NOT NULL, email_key text, email text, name text, record_id bigint,
      wanted_hash bytea, wanted_values jsonb, held_values jsonb, reason_code text, reason_text text, bytes int NOT NULL,
      filled_by_rivals text
    ) ON COMMIT DROP`;
  await tx.$executeRaw`
    CREATE TEMP TABLE plan_files ON COMMIT DROP AS
    SELECT ${wanted.policies}::text[] AS policies, ${wanted.kept}::text[] AS kept_fields`;
  const listed = await countListed(tx, scope.listId);
  // Fresh tables have no statistics yet, and a loop over a large list is what the planner then guesses.
  await tx.$executeRaw`SELECT set_config('enable_nestloop', ${listed > largeList ? 'off' : 'on'}, true)`;
  await planOptOuts(tx, scope);
  if (scope.mode === 'full') {
    await planMembers(tx, scope, wanted);
    await planRenames(tx, scope);
    await planResubscribes(tx, scope);
    await planRemovals(tx, scope);
  }
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'on', true)`;
  return countPlan(tx, scope, listed);
}

const largeList = 20_000;

/** What record `r` is called while it is planned: a run tells what it did then. */
const nameNow = Prisma.sql`nullif(concat_ws(' ', r.first_name, r.last_name), '')`;

async function countListed(tx: Tx, listId: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM ${membersOf(listId)}`;
  return row?.count ?? 0;
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

async function planMembers(
  tx: Tx,
  scope: PlanScope,
  { values, unfit, filledByRivals, everyone }: WantedValues,
): Promise<void> {
  const { integrationId, addressBookId, channel, startsNow = false } = scope;
  const key = keyOf(channel);
  const wanted = everyone(Prisma.sql`SELECT r.email_key FROM ${membersOf(scope.listId)}`);
  const facts = factsOfEveryone({
    listId: scope.listId,
    account: { integrationId, addressBookId, channel, startsNow },
    wantedHash: Prisma.sql`w.hash`,
  });
  // OFFSET 0: each person's values, their hash and standing are worked out once, however often they are used.
  await tx.$executeRaw`
    INSERT INTO plan_rows (action, email_key, email, name, record_id, wanted_hash, wanted_values, held_values, reason_code, reason_text, bytes, filled_by_rivals)
    WITH ${facts.with}${wanted.with},
    judged AS (
      SELECT r.id AS record_id, ${shownOf(scope)} AS email, ${key} AS email_key, ${nameNow} AS name, b.present, b.held_hash, b.held_values, refusal.reason_text,
        w.wanted, wanted.hash, elder.id AS winner, ${standingOf(channel)} AS skip,
        CASE WHEN b.present IS NOT TRUE OR b.held_hash IS DISTINCT FROM wanted.hash THEN ${unfit} END AS left_out,
        ${filledByRivals ?? Prisma.sql`NULL::text`} AS filled_by_rivals
      FROM ${membersOf(scope.listId)} ${wanted.join}
      CROSS JOIN LATERAL (
        SELECT made.wanted, ${valuesHash(Prisma.sql`made.wanted`)} AS hash FROM (SELECT ${values} AS wanted OFFSET 0) made OFFSET 0) w
      ${facts.joins} OFFSET 0)
    SELECT
      CASE WHEN skip IS NOT NULL THEN 'skip' WHEN present THEN 'update' ELSE 'add' END,
      email_key, email, name, record_id,
      CASE WHEN skip IS NULL THEN hash END, CASE WHEN skip IS NULL THEN wanted END,
      CASE WHEN skip IS NULL THEN held_values END,
      coalesce(skip, CASE WHEN left_out IS NOT NULL THEN 'value_left_out' END),
      CASE WHEN skip IS NULL THEN left_out WHEN skip IN ('duplicate', 'duplicate_mobile') THEN winner::text WHEN skip = 'refused_before' THEN reason_text END,
      CASE WHEN skip IS NULL THEN octet_length(wanted::text) + octet_length(email_key) + 8 ELSE 0 END,
      CASE WHEN skip IS NULL THEN filled_by_rivals END
    FROM judged WHERE skip IS NOT NULL OR present IS NOT TRUE OR held_hash IS DISTINCT FROM hash`;
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
