import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import { installationDay } from '../filters';
import { zoneOr } from '../time-zone';
import { AutomationDocument, channelOf } from './schemas';

const { sql } = Prisma;

export async function fetchAutomation(tx: Tx, id: bigint) {
  const row = await tx.automation.findUnique({
    where: { id },
    include: { integration: { select: { id: true, name: true, active: true, timeZone: true } } },
  });
  if (!row) throw notFound('automation');
  return row;
}

export type StoredAutomation = Awaited<ReturnType<typeof fetchAutomation>>;

/** What it is, read by the schema it was stored by. */
export const documentOf = (
  row: Pick<
    StoredAutomation,
    'name' | 'integrationId' | 'entity' | 'trigger' | 'conditions' | 'action' | 'limits'
  >,
): AutomationDocument =>
  AutomationDocument.parse({
    name: row.name,
    integrationId: row.integrationId === null ? null : String(row.integrationId),
    entity: row.entity,
    trigger: row.trigger,
    conditions: row.conditions,
    action: row.action,
    limits: row.limits,
  });

/** Whose clock quiet hours go by: the one chosen, else the account's, else the installation's. */
export async function zoneOf(
  ctx: Pick<Context, 'db' | 'now'>,
  chosen: string | null,
  account: string | null | undefined,
): Promise<string> {
  return chosen ?? (account ? zoneOr(account) : (await installationDay(ctx)).zone);
}

/** One change of what is judged or claimed at a time; ends with the transaction. */
export const lockClaims = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('dotbridge.automations', 0))`;

/** Whoever judges an automation already does it for everyone. */
export async function tryLockJudging(tx: Tx, id: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('dotbridge.automation', ${id}::bigint)) AS taken`;
  return row?.taken ?? false;
}

/** A person is their address, whoever has none their record. Over crm_records r. */
export const personKey = sql`coalesce(r.email_key, 'record:' || r.id)`;

/** For whom an action counts once: of two records without an address and with one number, one gets the text message. */
export const personOf = (action: Pick<AutomationDocument['action'], 'kind'>): Prisma.Sql =>
  channelOf(action) === 'sms' ? sql`coalesce(r.email_key, r.mobile_e164, 'record:' || r.id)` : personKey;
