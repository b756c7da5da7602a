import { Prisma } from '../db';
import { contactStatuses } from '../dotdigital';

const { sql } = Prisma;

/** Statuses that speak of mail alone; every other one, one that nobody knows yet included, keeps messages from the person too. */
const aboutMail = Object.entries(contactStatuses)
  .filter(([, { aboutMailAlone }]) => aboutMailAlone)
  .map(([status]) => status);

type SmsRule = { code: string; applies: Prisma.Sql; said?: Prisma.Sql; words: string | null };

/**
 * Why no text message may reach someone, in their order, over these aliases, which `smsFactsOfAnyone` joins:
 *   r       the record (crm_records)
 *   opted   mobile_e164: someone with this number opted out of SMS, on whatever record
 *   d       status: Dotdigital's word about the person in the account, where they have an address
 */
export const smsRules = [
  {
    code: 'no_mobile',
    applies: sql`coalesce(btrim(r.mobile), '') = ''`,
    words: 'No mobile number',
  },
  {
    code: 'invalid_mobile',
    applies: sql`r.mobile_e164 IS NULL`,
    words: 'Not a phone number',
  },
  {
    code: 'opted_out_sms',
    applies: sql`(opted.mobile_e164 IS NOT NULL OR r.sms_consent_state = 'withdrawn')`,
    words: 'Opted out of SMS',
  },
  {
    code: 'status',
    applies: sql`(d.status IS NOT NULL AND NOT d.status = ANY(${aboutMail}::text[]))`,
    said: sql`d.status`,
    words: null,
  },
] as const satisfies readonly SmsRule[];

const ordered: readonly SmsRule[] = smsRules;

/** As a code; NULL: nothing is against it. */
export const smsStandingOfAnyone = sql`CASE ${Prisma.join(
  ordered.map(
    ({ applies, said, code }) => sql`WHEN ${applies} THEN ${said ?? sql`${Prisma.raw(`'${code}'`)}::text`}`,
  ),
  ' ',
)} END`;

/** What the rules ask, by look-ups: r alone has to be there. */
export const smsFactsOfAnyone = (integrationId: bigint | null): Prisma.Sql => sql`
  LEFT JOIN LATERAL (
    SELECT x.mobile_e164 FROM crm_records x WHERE x.mobile_e164 = r.mobile_e164 AND x.sms_consent_state = 'withdrawn' LIMIT 1) opted ON TRUE
  LEFT JOIN dotdigital_contacts d ON d.integration_id = ${integrationId}::bigint AND d.email_key = r.email_key`;
