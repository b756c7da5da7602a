import type { Channel } from '../channel';
import { Prisma } from '../db';
import { keyOf } from './channel-keys';

const { sql } = Prisma;

/** Over an integration `n`. */
const isClosed = sql`n.consent_gate = 'consented'`;
/** Over a record `x`. */
const isGiven = (channel: Channel): Prisma.Sql =>
  channel === 'sms'
    ? sql`x.sms_consent_state = 'given' AND x.deleted_at IS NULL`
    : sql`x.consent_state = 'given' AND x.deleted_at IS NULL`;

/** Who may be sent to an account at all, above every list. */
export type ConsentGate = 'everyone' | 'consented';

type Account = { integrationId: bigint; consentGate?: ConsentGate; channel?: Channel } | null;

/** The gate is closed to whoever has not given marketing consent. A list that feeds no account has none. */
export function gateIs(account: Account): Prisma.Sql {
  if (account?.consentGate) return account.consentGate === 'consented' ? sql`TRUE` : sql`FALSE`;
  return account === null
    ? sql`FALSE`
    : sql`EXISTS (SELECT FROM integrations n WHERE n.id = ${account.integrationId}::bigint AND ${isClosed})`;
}

/** Who has given consent of the channel, by its key, which is the person's: any record with the key may hold it. None while the gate is open: nobody asks. */
export function consentOf(account: Account, whose: Prisma.Sql): Prisma.Sql {
  const key = keyOf(account?.channel ?? 'email', 'x');
  return sql`
  SELECT DISTINCT ${key} AS email_key FROM crm_records x
  WHERE ${gateIs(account)} AND ${isGiven(account?.channel ?? 'email')} AND ${key} IS NOT NULL ${whose}`;
}

/** Whether the gate of the integration `n` holds back whoever has the address: the same, asked of many accounts at once. */
export const isHeldByGate = (emailKey: Prisma.Sql): Prisma.Sql => sql`
  (${isClosed} AND NOT EXISTS (SELECT FROM crm_records x WHERE x.email_key = ${emailKey} AND ${isGiven('email')}))`;
