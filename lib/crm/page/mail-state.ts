import { liveConnection } from '@/lib/connections/live-connection';
import { visibleCampaigns, visibleLists, visibleRecords, type Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { isHeldByGate, mayBeMailed, standingWord } from '@/lib/standing';
import { entityLabels } from '../fields/fields';
import type { CrmEntity } from '../fields/entity';
import { displayName, type RecordWithOwner } from '../records/internal';
import { originInWords } from '../records/timeline-words';
import type { MailHold, MailState } from '../schemas';
import { saidInDotdigital } from './timeline-sql';

const { sql } = Prisma;

type Said = { origin: string | null; said: string | null; cause: string | null; person: string | null };
type OptOut = Said &
  Parameters<typeof displayName>[0] & {
    id: bigint;
    entity: CrmEntity;
    deletedAt: Date | null;
    seen: boolean;
    at: Date | null;
  };
type AccountRow = {
  id: bigint;
  name: string;
  status: string | null;
  refused: boolean;
  gated: boolean;
  at: Date | null;
  campaign: string | null;
};
type MarkRow = { id: bigint; name: string; reason: string; at: Date; integrations: bigint[] };
type BookRow = { integrationId: bigint; name: string; at: Date | null; code: string };

/**
 * Whether mail reaches a person now, and if not, why, since when and by whose word: the rules of lib/standing that are about the
 * address, asked of all its records, of every account and of every list at once.
 */
export async function readMailState(ctx: Context, tx: Tx, record: RecordWithOwner): Promise<MailState> {
  const everywhere = await holdsEverywhere(ctx, tx, record);
  const { emailKey } = record;
  const consent = await readGivenConsent(ctx, tx, record);
  if (emailKey === null) return { mailable: 'no', holds: everywhere, consent };
  const accounts = await readAccounts(ctx, tx, emailKey);
  const refusing = accounts.filter(({ refused }) => refused);
  const inAccounts = refusing.map(({ id, name, status, at, campaign }): MailHold => ({
    scope: 'account',
    where: name,
    href: `/integrations/${id}`,
    why: standingWord(status ?? ''),
    since: at?.toISOString() ?? null,
    source: campaign === null ? 'Dotdigital' : `Dotdigital, in the campaign ${campaign}`,
  }));
  const gated = accounts.filter((account) => account.gated && !account.refused);
  const atGates = gated.map(({ id, name }): MailHold => ({
    scope: 'account',
    where: name,
    href: `/integrations/${id}`,
    why: standingWord('no_consent'),
    since: null,
    source: null,
  }));
  const inLists = await holdsOfLists(ctx, tx, emailKey, refusing);
  const holds = [...everywhere, ...inAccounts, ...atGates, ...inLists];
  const noAccount = accounts.length > 0 && refusing.length + gated.length === accounts.length;
  const mailable = everywhere.length > 0 || noAccount ? 'no' : holds.length > 0 ? 'partly' : 'yes';
  return { mailable, holds, consent };
}

const everywhere = { scope: 'everywhere', where: null, href: null } as const;

async function holdsEverywhere(ctx: Context, tx: Tx, record: RecordWithOwner): Promise<MailHold[]> {
  const { email, emailKey } = record;
  const none = { ...everywhere, since: null, source: null };
  const address: MailHold[] =
    emailKey !== null
      ? []
      : [{ ...none, why: standingWord((email ?? '').trim() === '' ? 'no_email' : 'invalid_address') }];
  return [...(await optOutOf(ctx, tx, record)), ...address];
}

/** On whatever record with the address, a deleted one included; else by a suppression file before there was any. */
async function optOutOf(ctx: Context, tx: Tx, { id, emailKey }: RecordWithOwner): Promise<MailHold[]> {
  const [found] = await tx.$queryRaw<OptOut[]>`
    SELECT r.id, r.entity::text AS entity, r.first_name AS "firstName", r.last_name AS "lastName", r.email, r.phone, r.mobile, r.company,
      r.deleted_at AS "deletedAt",
      ${visibleRecords(ctx)} AS seen, r.consent_at AS at, ${saidColumns(ctx)}
    FROM crm_records r ${lastConsent(sql`'withdrawn'`)}
    WHERE r.consent_state = 'withdrawn' AND (r.id = ${id} OR r.email_key = ${emailKey}::text)
    ORDER BY r.id = ${id} DESC, r.consent_at LIMIT 1`;
  const why = standingWord('opted_out');
  if (found) {
    const own = found.id === id;
    const named = `on ${entityLabels[found.entity].one.toLowerCase()} ${displayName(found)}${found.deletedAt ? ', deleted since' : ''}`;
    const other = found.seen ? named : 'on a record of somebody else';
    const source = [saidBy(found), own ? null : other].filter(Boolean).join(', ');
    return [{ ...everywhere, why, since: found.at?.toISOString() ?? null, source: source || null }];
  }
  const [kept] =
    emailKey === null ? [] : await tx.suppressedAddress.findMany({ where: { emailKey }, take: 1 });
  return kept
    ? [{ ...everywhere, why, since: kept.at.toISOString(), source: originInWords('csv', kept.causeId) }]
    : [];
}

async function readGivenConsent(
  ctx: Context,
  tx: Tx,
  { id, consentState }: RecordWithOwner,
): Promise<MailState['consent']> {
  if (consentState !== 'given') return null;
  const [found] = await tx.$queryRaw<(Said & { at: Date | null })[]>`
    SELECT r.consent_at AS at, ${saidColumns(ctx)} FROM crm_records r ${lastConsent(sql`'given'`)} WHERE r.id = ${id}`;
  return { since: found?.at?.toISOString() ?? null, source: found ? saidBy(found) : null };
}

/** The line of consent that stands behind the state of record `r`, and who wrote it down. */
const lastConsent = (state: Prisma.Sql): Prisma.Sql => sql`
  LEFT JOIN LATERAL (
    SELECT * FROM consents n WHERE n.record_id = r.id AND n.channel = 'email' AND n.state = ${state}::consent_state ORDER BY n.consent_at DESC, n.id DESC LIMIT 1) n ON TRUE
  LEFT JOIN LATERAL (
    SELECT c.cause_id FROM record_changes c WHERE c.record_id = r.id AND c.field = 'consentState' AND c.at = n.recorded_at LIMIT 1) k ON TRUE
  LEFT JOIN users u ON n.origin = 'person' AND u.id::text = k.cause_id`;
const saidColumns = (ctx: Context): Prisma.Sql =>
  sql`n.origin, coalesce(${saidInDotdigital(ctx)}, n.source) AS said, k.cause_id AS cause, u.name AS person`;

const saidBy = ({ origin, said, cause, person }: Said): string | null =>
  [origin === 'person' ? person : originInWords(origin, origin === 'dotdigital' ? null : cause), said]
    .filter(Boolean)
    .join(', ') || null;

/** Every account, also one that doesn't know the address yet: through it mail would go. */
const readAccounts = (ctx: Context, tx: Tx, emailKey: string): Promise<AccountRow[]> => tx.$queryRaw`
  SELECT n.id, n.name, d.status, NOT ${mayBeMailed(sql`d.status`)} AS refused, ${isHeldByGate(sql`${emailKey}`)} AS gated, d.status_at AS at,
    CASE WHEN d.status = 'Unsubscribed' THEN (
      SELECT e.name FROM campaign_recipients p JOIN email_campaigns e ON e.id = p.campaign_id AND e.integration_id = n.id AND ${visibleCampaigns(ctx, sql`e`)}
      WHERE p.email_key = ${emailKey} AND p.unsubscribed AND coalesce(p.sent_at, e.sent_at) <= d.status_at
      ORDER BY coalesce(p.sent_at, e.sent_at) DESC LIMIT 1) END AS campaign
  FROM integrations n LEFT JOIN dotdigital_contacts d ON d.integration_id = n.id AND d.email_key = ${emailKey}
  WHERE n.deleted_at IS NULL ORDER BY n.name`;

/** Marks of lists, unsubscribes from books that feed none, and books that someone at Dotdigital took the person out of; what an account's own state says already is not said again. */
async function holdsOfLists(
  ctx: Context,
  tx: Tx,
  emailKey: string,
  refusing: readonly AccountRow[],
): Promise<MailHold[]> {
  const [marks, books] = await Promise.all([
    tx.$queryRaw<MarkRow[]>`
      SELECT l.id, l.name, max(coalesce(i.unsubscribed_reason, 'unsubscribed')) AS reason, min(i.unsubscribed_at) AS at,
        ARRAY(SELECT c.integration_id FROM connections c WHERE c.list_id = l.id AND ${liveConnection()}) AS integrations
      FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.email_key = ${emailKey}
      JOIN marketing_lists l ON l.id = i.list_id AND l.archived_at IS NULL AND ${visibleLists(ctx)}
      WHERE i.unsubscribed_at IS NOT NULL GROUP BY l.id, l.name ORDER BY l.name LIMIT 50`,
    tx.$queryRaw<BookRow[]>`
      SELECT b.integration_id AS "integrationId", b.name, said.at, said.code
      FROM book_members m JOIN address_books b ON b.id = m.address_book_id
      CROSS JOIN LATERAL (VALUES
        (m.unsubscribed_at IS NOT NULL, m.unsubscribed_at, 'unsubscribed_from_book'),
        (m.left_how = 'deleted', NULL, 'deleted_there'),
        (m.left_how IN ('gone', 'taken_off'), NULL, 'taken_off_there')) AS said(holds, at, code)
      WHERE m.email_key = ${emailKey} AND NOT m.present AND said.holds ORDER BY b.name LIMIT 50`,
  ]);
  const told = new Map(refusing.map(({ id, status }) => [id, status]));
  const ofLists = marks
    .filter(({ reason, integrations }) => !integrations.some((id) => told.get(id) === reason))
    .map(({ id, name, reason, at }): MailHold => ({
      scope: 'list',
      where: name,
      href: `/marketing-lists/${id}`,
      why: standingWord(reason === 'person' ? 'taken_off' : reason),
      since: at.toISOString(),
      source: reason === 'person' ? null : 'Dotdigital',
    }));
  const ofBooks = books
    .filter(({ integrationId }) => !told.has(integrationId))
    .map(({ integrationId, name, at, code }): MailHold => ({
      scope: 'list',
      where: name,
      href: `/integrations/${integrationId}`,
      why: standingWord(code),
      since: at?.toISOString() ?? null,
      source: 'Dotdigital',
    }));
  return [...ofLists, ...ofBooks];
}
