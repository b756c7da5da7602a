import { contactStatuses, isSendable, statusWord } from '../dotdigital';
import { rules, type RuleCode } from './rules';
import { smsRules } from './sms-rules';

const words = new Map<string, string | null>([...rules, ...smsRules].map((rule) => [rule.code, rule.words]));
const advice = new Map<RuleCode, string>(rules.map((rule) => [rule.code, rule.advice]));

/** A standing's code as people read it; null: the code isn't one of a standing. */
export function standingWords(code: string): string | null {
  return words.get(code) ?? (Object.hasOwn(contactStatuses, code) ? statusWord(code) : null);
}

/** The same where the code surely is one; a status that we don't know is shown as Dotdigital spells it. */
export const standingWord = (code: string): string => standingWords(code) ?? code;

/** What would have to change. */
export const adviceFor = (code: RuleCode): string => advice.get(code) ?? '';

/** Every code that a standing can be, in the order of the rules; Dotdigital's statuses stand where their rule does. */
export const standingCodes: readonly string[] = rules.flatMap(({ code }) =>
  code === 'status' ? Object.keys(contactStatuses).filter((status) => !isSendable(status)) : [code],
);

/** Dotdigital's statuses, as an account's contacts are asked for by. */
export const statusChoices: readonly { value: string; label: string }[] = [
  ...Object.keys(contactStatuses).map((value) => ({ value, label: statusWord(value) })),
  { value: 'unknown', label: statusWord(null) },
];
