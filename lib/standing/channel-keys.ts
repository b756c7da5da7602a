import type { Channel } from '../channel';
import { Prisma } from '../db';

const { sql } = Prisma;

/** What a record is known by on a channel; NULL: it can't be reached by it. */
export const keyOf = (channel: Channel, record: 'r' | 'x' = 'r'): Prisma.Sql =>
  channel === 'sms' ? sql`${Prisma.raw(record)}.mobile_e164` : sql`${Prisma.raw(record)}.email_key`;

/** Dotdigital's contacts by that key, called `email_key` as wherever such keys are kept. */
export const contactsOf = (channel: Channel): Prisma.Sql =>
  channel === 'sms'
    ? sql`(SELECT s.integration_id, s.mobile AS email_key, s.dotdigital_id, s.status, s.status_at FROM sms_contacts s)`
    : sql`dotdigital_contacts`;
