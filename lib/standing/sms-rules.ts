import { Prisma } from '../db';
import { contactStatuses, sendableSmsStatuses } from '../dotdigital';
import { rules, type Rule, type RuleCode } from './rules';

const { sql } = Prisma;

/** Statuses that speak of mail alone; every other one, one that nobody knows yet included, keeps messages from the person too. */
const aboutMail = Object.entries(contactStatuses)
  .filter(([, { aboutMailAlone }]) => aboutMailAlone)
  .map(([status]) => status);

const asForMail = (code: RuleCode): Rule & { code: RuleCode } => {
  const { about, applies, words, advice } = rules.find((rule) => rule.code === code) ?? rules[0];
  return { code, about, applies, words, advice };
};

/**
 * Why no text message may reach someone, in the order of mail's rules, over the same aliases: keys are numbers, `d` is what Dotdigital says
 * of the number (sms_contacts), `mark` holds no marks that are about mail alone. And
 *   person  status: Dotdigital's word about the person in the account, where they have an address (dotdigital_contacts)
 */
export const smsRules = [
  { ...asForMail('not_on_list'), takesOut: true },
  { ...asForMail('removed_by_hand'), takesOut: true },
  asForMail('before_start'),
  {
    code: 'no_mobile',
    about: 'address',
    applies: sql`(r.mobile_e164 IS NULL AND coalesce(btrim(r.mobile), '') = '')`,
    words: 'No mobile number',
    advice: 'The record would need a mobile number.',
  },
  {
    code: 'invalid_mobile',
    about: 'address',
    applies: sql`r.mobile_e164 IS NULL`,
    words: 'Not a phone number',
    advice: 'The record would need a mobile number that can be dialled.',
  },
  {
    code: 'duplicate_mobile',
    about: 'address',
    applies: sql`elder.id IS NOT NULL`,
    words: 'Shares the mobile number of another record',
    advice: 'The two records would have to be merged, or the older one leave the list.',
  },
  {
    code: 'opted_out_sms',
    about: 'marketing',
    applies: sql`(opted.email_key IS NOT NULL OR r.sms_consent_state = 'withdrawn')`,
    takesOut: true,
    words: 'Opted out of SMS',
    advice: 'The person would have to give consent to SMS again.',
  },
  {
    code: 'status',
    about: 'marketing',
    applies: sql`(person.status IS NOT NULL AND NOT person.status = ANY(${aboutMail}::text[]))`,
    said: sql`person.status`,
    words: null,
    advice: 'Dotdigital’s own status would have to change: only the person, or a resubscribe, can do that.',
  },
  {
    code: 'sms_status',
    about: 'marketing',
    applies: sql`(d.status IS NOT NULL AND NOT d.status = ANY(${[...sendableSmsStatuses]}::text[]))`,
    said: sql`d.status`,
    words: null,
    advice: 'The person would have to subscribe to SMS again at Dotdigital.',
  },
  {
    code: 'no_sms_consent',
    about: 'marketing',
    applies: sql`(gate.closed AND consented.email_key IS NULL)`,
    takesOut: true,
    words: 'No consent to SMS',
    advice: 'The person would have to give consent to SMS: the integration sends nobody else.',
  },
  { ...asForMail('taken_off'), takesOut: true },
  { ...asForMail('unsubscribed'), said: sql`mark.reason` },
  asForMail('deleted_there'),
  asForMail('taken_off_there'),
  asForMail('refused_before'),
] as const satisfies readonly Rule[];

export type SmsRuleCode = (typeof smsRules)[number]['code'];

/** List's marks that hold for messages too: over a place `y`. */
export const isNotAboutMail = sql`(y.unsubscribed_reason IS NULL OR NOT y.unsubscribed_reason = ANY(${aboutMail}::text[]))`;
