import { Prisma, type Tx } from '../../db';
import { emailKey } from '../../email-key';
import { AppError, notFound } from '../../errors';
import { idText } from '../../text';

/** One person, by everything that leads to them here. Ids are texts, so that it can be kept and sent. */
export type PersonRef = {
  recordIds: string[];
  emailKeys: string[];
  /** Former addresses of their contacts at Dotdigital, as campaigns know them. */
  formerKeys: string[];
  /** As somebody typed them. */
  emails: string[];
  contacts: { integrationId: string; contactId: number }[];
};

export type PersonAsked = { recordId: string } | { email: string };

const maxRecords = 1_000;

/**
 * The records of one person: those of the address, of any kind, deleted ones too, and those that were merged with one of them, by whatever
 * address. Throws `not_found` where there is nothing at all.
 */
export async function findPerson(tx: Tx, asked: PersonAsked): Promise<PersonRef> {
  const start = 'recordId' in asked ? ofRecord(asked.recordId) : ofAddress(asked.email);
  let ids = start.ids;
  let keys = start.keys;
  const emails = new Set(start.emails);
  for (;;) {
    const rows = await tx.$queryRaw<{ id: bigint; email: string | null; emailKey: string | null }[]>`
      SELECT r.id, r.email, r.email_key AS "emailKey" FROM crm_records r
      WHERE r.id = ANY(${ids}::bigint[]) OR r.email_key = ANY(${keys}::text[]) OR r.merged_into_id = ANY(${ids}::bigint[])
        OR r.id IN (SELECT m.merged_into_id FROM crm_records m WHERE m.id = ANY(${ids}::bigint[]))
      ORDER BY r.id LIMIT ${maxRecords + 1}`;
    if (rows.length > maxRecords) throw tooMany;
    const found = [...new Set([...keys, ...rows.flatMap((row) => row.emailKey ?? [])])];
    for (const { email } of rows) if (email) emails.add(email.trim().toLowerCase());
    const isWhole = rows.length === ids.length && found.length === keys.length;
    ids = rows.map(({ id }) => id);
    keys = found;
    if (isWhole || rows.length === 0) break;
  }
  if (ids.length === 0 && 'recordId' in asked) throw notFound('record');
  const contacts = await tx.$queryRaw<{ integrationId: bigint; contactId: number }[]>`
    SELECT c.integration_id AS "integrationId", c.dotdigital_id AS "contactId" FROM dotdigital_contacts c
    WHERE c.email_key = ANY(${keys}::text[]) AND c.dotdigital_id IS NOT NULL
    UNION SELECT s.integration_id, s.dotdigital_id FROM sms_contacts s
    WHERE s.mobile IN (${numbersOf(Prisma.sql`ANY(${ids}::bigint[])`)}) AND s.dotdigital_id IS NOT NULL`;
  return {
    recordIds: ids.map(String),
    emailKeys: keys,
    formerKeys: await formerKeys(tx, keys, contacts),
    emails: [...emails],
    contacts: contacts.map(({ integrationId, contactId }) => ({
      integrationId: String(integrationId),
      contactId,
    })),
  };
}

/** Mobile numbers that are theirs alone: one that somebody else has too says nothing of who it is. */
export const numbersOf = (ids: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT n.mobile_e164 FROM crm_records n WHERE n.id = ${ids} AND n.mobile_e164 IS NOT NULL AND NOT EXISTS (
    SELECT FROM crm_records o WHERE o.mobile_e164 = n.mobile_e164 AND o.deleted_at IS NULL AND NOT o.id = ${ids})`;

/** Dotdigital keeps a contact's number when its address changes. */
async function formerKeys(
  tx: Tx,
  keys: readonly string[],
  contacts: readonly { integrationId: bigint; contactId: number }[],
): Promise<string[]> {
  if (contacts.length === 0) return [];
  const rows = await tx.$queryRaw<{ emailKey: string }[]>`
    SELECT DISTINCT r.email_key AS "emailKey"
    FROM unnest(${contacts.map((one) => one.integrationId)}::bigint[], ${contacts.map((one) => one.contactId)}::int[]) c(integration_id, id)
    JOIN email_campaigns e ON e.integration_id = c.integration_id
    JOIN campaign_recipients r ON r.campaign_id = e.id AND r.dotdigital_contact_id = c.id
    WHERE r.email_key <> ALL(${[...keys]}::text[]) LIMIT 100`;
  return rows.map((row) => row.emailKey);
}

function ofRecord(id: string): { ids: bigint[]; keys: string[]; emails: string[] } {
  const known = idText.safeParse(id);
  if (!known.success) throw notFound('record');
  return { ids: [BigInt(known.data)], keys: [], emails: [] };
}

function ofAddress(email: string): { ids: bigint[]; keys: string[]; emails: string[] } {
  const key = emailKey(email);
  if (key === null)
    throw new AppError('invalid_input', 'not an address', {
      userMessage: 'This is not an e-mail address.',
      fieldErrors: { email: 'This is not an e-mail address.' },
    });
  return { ids: [], keys: [key], emails: [email.trim().toLowerCase()] };
}

const tooMany = new AppError('conflict', 'too many records for one person', {
  userMessage: `More than ${maxRecords} records hang together by this address or by merging, so this is not one person. Look for what they share.`,
});

/** A person in the parameters of a statement. */
export type PersonSql = {
  ids: Prisma.Sql;
  keys: Prisma.Sql;
  campaignKeys: Prisma.Sql;
};

export const personSql = ({ recordIds, emailKeys, formerKeys }: PersonRef): PersonSql => ({
  ids: Prisma.sql`ANY(${recordIds.map(BigInt)}::bigint[])`,
  keys: Prisma.sql`ANY(${emailKeys}::text[])`,
  campaignKeys: Prisma.sql`ANY(${[...emailKeys, ...formerKeys]}::text[])`,
});
