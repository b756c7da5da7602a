import { Prisma, type Tx } from '../db';
import { upsertMembers } from './seen-contacts';

export type SeenNumber = { id: number; number: string; smsStatus: string | null };

type SeenNumbersInput = {
  integrationId: bigint;
  /** null: no membership follows from it. */
  addressBookId: bigint | null;
  rows: readonly SeenNumber[];
  seenAt: Date;
  /** As of `storeSeenContacts`. */
  complete?: boolean;
};

/**
 * Stores contacts as v3 lists them, by number: learns ids and states of SMS, and that they are in the book. Whoever has no number is not
 * known here. Safe to repeat; equal rows are not rewritten. Answers how many differed from what we held.
 */
export async function storeSeenNumbers(tx: Tx, input: SeenNumbersInput): Promise<number> {
  const byNumber = new Map(input.rows.filter(({ number }) => number !== '').map((row) => [row.number, row]));
  if (byNumber.size === 0) return 0;
  // One order for everybody who stores contacts: two transactions never wait for each other in a ring.
  const rows = [...byNumber.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
  const staged = stage(rows);
  await releaseChangedNumbers(tx, input.integrationId, staged);
  const changed = await upsertNumbers(tx, input, staged);
  if (input.addressBookId === null) return changed;
  const members = await upsertMembers(tx, { ...input, channel: 'sms' }, input.addressBookId, staged);
  return changed + members.length;
}

const stage = (rows: readonly SeenNumber[]): Prisma.Sql => {
  const json = JSON.stringify(
    rows.map(({ id, number, smsStatus }) => ({ id, key: number, status: smsStatus })),
  );
  return Prisma.sql`json_to_recordset(${json}::json) AS r(id int, key text, status text)`;
};

/** The contact has another number now: the old one keeps what was said of it. */
const releaseChangedNumbers = (tx: Tx, integrationId: bigint, staged: Prisma.Sql): Promise<number> =>
  tx.$executeRaw`
    UPDATE sms_contacts c SET dotdigital_id = NULL FROM ${staged}
    WHERE c.integration_id = ${integrationId} AND c.dotdigital_id = r.id AND c.mobile <> r.key`;

const upsertNumbers = (
  tx: Tx,
  { integrationId, seenAt }: SeenNumbersInput,
  staged: Prisma.Sql,
): Promise<number> =>
  tx.$executeRaw`
    INSERT INTO sms_contacts AS c (integration_id, mobile, dotdigital_id, status, status_at, seen_at)
    SELECT ${integrationId}, r.key, r.id, r.status, ${seenAt}, ${seenAt} FROM ${staged} ORDER BY r.key
    ON CONFLICT (integration_id, mobile) DO UPDATE SET
      dotdigital_id = excluded.dotdigital_id,
      status = coalesce(excluded.status, c.status),
      status_at = CASE WHEN coalesce(excluded.status, c.status) IS DISTINCT FROM c.status THEN excluded.status_at ELSE c.status_at END,
      seen_at = greatest(c.seen_at, excluded.seen_at)
    WHERE (c.dotdigital_id, c.status) IS DISTINCT FROM (excluded.dotdigital_id, coalesce(excluded.status, c.status))`;
