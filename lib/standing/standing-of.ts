import type { Channel } from '../channel';
import { Prisma } from '../db';
import { rules, type Rule, type RuleCode } from './rules';
import { smsRules, type SmsRuleCode } from './sms-rules';

const { sql } = Prisma;

const ordered: Record<Channel, readonly Rule[]> = { email: rules, sms: smsRules };

const firstOf = (some: readonly Rule[]): Prisma.Sql =>
  sql`CASE ${Prisma.join(
    some.map(
      (rule) => sql`WHEN ${rule.applies} THEN ${rule.said ?? sql`${Prisma.raw(`'${rule.code}'`)}::text`}`,
    ),
    ' ',
  )} END`;

const ofEachChannel = <T>(make: (of: readonly Rule[]) => T): ((channel: Channel) => T) => {
  const made: Record<Channel, T> = { email: make(ordered.email), sms: make(ordered.sms) };
  return (channel) => made[channel];
};

/** Why someone isn't reached, as a code; NULL: they are. */
export const standingOf = ofEachChannel(firstOf);

/** The same as far as wishes and states of the address or number go: what people call the marketing state. */
export const marketingStandingOf = ofEachChannel((of) =>
  firstOf(of.filter(({ about }) => about === 'marketing')),
);

/** The codes of all rules that apply, in their order. */
export const standingsThatApply = ofEachChannel(
  (of) =>
    sql`array_remove(ARRAY[${Prisma.join(
      of.map((rule) => sql`CASE WHEN ${rule.applies} THEN ${Prisma.raw(`'${rule.code}'`)}::text END`),
    )}], NULL)`,
);

/** Someone whom we put into the book leaves it. */
export const takenOut = ofEachChannel(
  (of) =>
    sql`(${Prisma.join(
      of.filter(({ takesOut }) => takesOut).map(({ applies }) => applies),
      ' OR ',
    )})`,
);

const aboutAnyone: readonly (RuleCode | SmsRuleCode)[] = [
  'no_email',
  'invalid_address',
  'opted_out',
  'status',
  'no_consent',
];
const aboutAnyNumber: readonly (RuleCode | SmsRuleCode)[] = [
  'no_mobile',
  'invalid_mobile',
  'opted_out_sms',
  'status',
  'sms_status',
];

/** Why nothing may reach someone, whatever list they are on or none: over r, opted, d, gate and consented, which `factsOfAnyone` joins. */
export const standingOfAnyone = firstOf(rules.filter(({ code }) => aboutAnyone.includes(code)));

/** The same of text messages, over what `smsFactsOfAnyone` joins. Their consent is given by conditions, not by the gate (decision 66). */
export const smsStandingOfAnyone = firstOf(smsRules.filter(({ code }) => aboutAnyNumber.includes(code)));
