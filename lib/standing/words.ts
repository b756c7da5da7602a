import { contactStatuses, isSendable, sendableSmsStatuses, smsStatuses, statusWord } from '../dotdigital';
import { rules, type Rule, type RuleCode } from './rules';
import { smsRules, type SmsRuleCode } from './sms-rules';

const everyRule: readonly Rule[] = [...rules, ...smsRules];
const words = new Map<string, string | null>(everyRule.map((rule) => [rule.code, rule.words]));
const advice = new Map<string, string>(everyRule.map((rule) => [rule.code, rule.advice]));
const isStatus = (code: string): boolean =>
  Object.hasOwn(contactStatuses, code) || Object.hasOwn(smsStatuses, code);

/** A standing's code as people read it; null: the code isn't one of a standing. */
export function standingWords(code: string): string | null {
  return words.get(code) ?? (isStatus(code) ? statusWord(code) : null);
}

/** The same where the code surely is one; a status that we don't know is shown as Dotdigital spells it. */
export const standingWord = (code: string): string => standingWords(code) ?? code;

/** What would have to change. */
export const adviceFor = (code: RuleCode | SmsRuleCode): string => advice.get(code) ?? '';

const statusesOf: Readonly<Record<string, readonly string[]>> = {
  status: Object.keys(contactStatuses).filter((status) => !isSendable(status)),
  sms_status: Object.keys(smsStatuses).filter((status) => !sendableSmsStatuses.includes(status)),
};

/** Every code that a standing can be, those of mail first, in the order of the rules; Dotdigital's statuses stand where their rule does. */
export const standingCodes: readonly string[] = [
  ...new Set(everyRule.flatMap(({ code }) => statusesOf[code] ?? [code])),
];

/** Dotdigital's statuses, as an account's contacts are asked for by. */
export const statusChoices: readonly { value: string; label: string }[] = [
  ...Object.keys(contactStatuses).map((value) => ({ value, label: statusWord(value) })),
  { value: 'unknown', label: statusWord(null) },
];
